import './look/tokens.css'
import './look/base.css'
import './look/controls.css'
import './look/note.css'
import { hydrate, render } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { codeOnCard } from './account/card'
import { desksHere, rememberSignedIn, wasSignedIn } from './account/remembered'
import type { Entering } from './phone/signin/Credentials'
import { SignIn } from './phone/signin/SignIn'
import { browser } from './platform/browser'
import { type Held, lastHeld } from './platform/held'
import { listenForOffer } from './platform/install'
import { keepCurrent } from './platform/update'
import { followLinks, useRoute } from './routes/route'
import { chosenLanguage, setLanguage } from './text/text'

const QUIET = 2_000 // milliseconds

declare global {
  /** Set by the page until its script has loaded; `entered`: somebody has sent the sign-in form in the meantime. */
  var door: { entered?: 1 } | undefined
  /** Fetches ahead what the desk's first screen is drawn with. Set by the page of a build. */
  var desk: (() => void) | undefined
}

const app = () => import('./app')
// The texts of the whole app are among its parts.
const help = async () => (await app()) && (await import('./phone/teacher/more')).Help
const enter: NonNullable<Entering['enter']> = async (...typed) => (await app()).enter(...typed)

/**
 * The screens that are shown before anybody has signed in: the sign-in form, and the help page at its address.
 * `emptied`: what this phone held until it was cleared.
 */
function Outside({ emptied }: { emptied?: Held | undefined }) {
  const { name, query } = useRoute()
  const [Help, setHelp] = useState<Awaited<ReturnType<typeof help>>>()
  useEffect(() => {
    if (name === 'tro-giup') void help().then((found) => setHelp(() => found))
  }, [name])
  if (name === 'tro-giup' && Help) return <Help />
  const username = query.get('ten') ?? emptied?.username ?? ''
  return <SignIn enter={enter} borrowed={browser.embedded} emptied={emptied} username={username} code={codeOnCard()} />
}

/** Sends the sign-in form in `root` if the person had done so before the script that handles it was loaded. */
function takeIn(root: HTMLElement): void {
  const entered = globalThis.door?.entered
  globalThis.door = undefined
  if (entered) root.querySelector<HTMLButtonElement>('form [type="submit"]')?.click()
}

/**
 * Starts the app in `root`: shows the sign-in form at once if nobody was signed in, then loads the rest, and opens the
 * app if an account is signed in on this phone.
 */
async function begin(root: HTMLElement): Promise<void> {
  listenForOffer()
  followLinks()
  // Where its texts do not come, the app speaks Vietnamese rather than nothing at all.
  if (chosenLanguage() !== 'vi') await setLanguage(chosenLanguage()).catch(() => {})
  const signed = wasSignedIn()
  if (!signed) {
    hydrate(<Outside />, root)
    takeIn(root)
    // A tired phone draws and takes letters first; who is signed in after all is found a moment later.
    await new Promise((idle) => setTimeout(idle, QUIET))
  }
  const { accounts, current, open } = await app()
  const account = await current().catch(() => null)
  if (account) {
    globalThis.door = undefined
    return open(account, root)
  }
  if (desksHere()) globalThis.desk?.()
  // Who signed out left an account behind; where there is none, all of it was cleared.
  const emptied = (await accounts().catch(() => null))?.length === 0 ? lastHeld() : undefined
  if (!signed && !emptied?.waiting) return
  rememberSignedIn(false)
  // What somebody has typed into the form meanwhile stays.
  if (signed) root.replaceChildren()
  render(<Outside emptied={emptied} />, root)
  takeIn(root)
}

const root = document.getElementById('app')
if (root) void begin(root)
void keepCurrent()
