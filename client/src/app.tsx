import './look/frame.css'
import './look/elements.css'
import './look/page.css'
import './look/chips.css'
import './look/sheet.css'
import './text/whole'
import { type ComponentType, render } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { codeOnCard } from './account/card'
import { hideAfterAway, isHidden } from './account/curtain'
import { rememberDesk, rememberSignedIn } from './account/remembered'
import { accounts, current, switchTo } from './account/session'
import { beginsOnPhone, leads, setWho } from './account/who'
import type { Account } from './core/types/account'
import { dropDraft, getDraft, OPEN, putDraft } from './forms/drafts'
import { Icon, type IconName } from './parts/Icon'
import { Later } from './parts/Later'
import { useCatalog } from './parts/live'
import { Nowhere } from './parts/Nowhere'
import { Page } from './parts/Page'
import { Toasts } from './parts/Toast'
import { TroubleScreen, trouble } from './parts/Trouble'
import { VerifyLater } from './phone/school/parts'
import { Credentials } from './phone/signin/Credentials'
import { enter } from './phone/signin/enter'
import { Home } from './phone/teacher/Home'
import { List } from './phone/teacher/List'
import { Log } from './phone/teacher/Log'
import { Record } from './phone/teacher/Record'
import { firstScreen } from './platform/firstScreen'
import { countReceived } from './platform/traffic'
import { free, keepLater } from './platform/update'
import { catalog } from './records/catalog'
import { go, here, type Route, useRoute } from './routes/route'
import { shieldTaps } from './routes/shield'
import { start } from './sync/scheduler'
import { watchStatus } from './sync/status'
import { today } from './text/format'
import { type Key, t, useLanguage } from './text/text'

export { accounts, current, enter }

// Once a page, whoever uses it: a second count would add the same again.
countReceived()

/**
 * Draws the app for `account` into `root`, in place of what is there, and starts to synchronise; where the account has a
 * PIN that was not typed yet, the screen that asks for it, while what waits is sent all the same. Where the address names
 * another account that is signed in here (`cho`), as that of a notice does, for that one.
 */
export async function open(account: Account, root: HTMLElement): Promise<void> {
  const named = here().query.get('cho') ?? account.id
  const meant = named !== account.id && (await accounts()).find(({ id, out }) => !out && id === named)
  if (meant) return switchTo(named).then(() => open(meant, root))
  if (!isHidden(account)) return draw(account, root)
  rememberSignedIn(true)
  const ended = start()
  const opened = () => {
    ended()
    render(null, root)
    void draw(account, root)
  }
  root.replaceChildren()
  render(<Later load={curtain} with={{ account, opened }} />, root)
}

async function draw(account: Account, root: HTMLElement): Promise<void> {
  setWho(account)
  hideAfterAway(account.id, () => location.reload())
  await Promise.all([catalog(), resume()]).catch(trouble)
  if (!beginsOnPhone() && here().name === '') go('/so', true)
  rememberSignedIn(true)
  root.replaceChildren()
  render(<App />, root)
  shieldTaps()
  rememberDesk(!beginsOnPhone())
  const atDesk = here().name === 'so'
  if (atDesk) ahead().catch(() => {}) // the desk asks by itself
  start(atDesk ? firstScreen() : undefined)
  keepLaterOnceExchanged()
}

const DRAWS = 300 // milliseconds after an exchange in which the phone draws what has come

/** Keeps what the first day can do without after each exchange that ends well: the first may have lost its network. */
function keepLaterOnceExchanged(): void {
  let before: string | null = null
  watchStatus(({ lastSync }) => {
    if (lastSync === before) return
    before = lastSync
    setTimeout(keepLater, DRAWS)
  })
}

const RESUMED = 'lantoa.resumed'
let kept = false

/**
 * Opens the form that was open when the browser last killed the page, once in each tab. Does so only if the app starts
 * at its first screen and no tab has a form open.
 */
async function resume(): Promise<void> {
  const left = await getDraft(OPEN)
  kept = !!left
  const first = !sessionStorage.getItem(RESUMED)
  sessionStorage.setItem(RESUMED, '1')
  if (left?.path && first && here().name === '' && (await free())) go(left.path, true)
}

/**
 * Stores the present address while a form is open (`writing`), and deletes it once none is, for `resume`. Where storing
 * fails, the person has to open the form again by hand; no typed text is lost.
 */
function keepOpen(writing: boolean): void {
  const path = location.pathname + location.search
  if (writing) putDraft(OPEN, { path }).catch(() => {})
  else if (kept) dropDraft(OPEN).catch(() => {})
  kept = writing
}

function App() {
  useLanguage()
  useCatalog()
  const [, newDay] = useState('')
  const route = useRoute()
  const writing = route.name === 'ghi'
  useEffect(() => keepOpen(writing), [route])
  // Times of today need their day once it has ended.
  useEffect(() => void setInterval(() => newDay(today()), 20_000), [])
  useEffect(() => {
    const lost = (event: PromiseRejectionEvent) => trouble(event.reason)
    addEventListener('unhandledrejection', lost)
    return () => removeEventListener('unhandledrejection', lost)
  }, [])
  if (route.name === 'so') {
    return (
      <>
        <Later load={desk} />
        <Toasts />
        <TroubleScreen />
      </>
    )
  }
  return (
    <div class={`app at-${route.name || 'home'}`}>
      <Nav route={route} />
      <div class="screen" key={`${route.name}/${route.id}`}>
        <Screen route={route} />
      </div>
      <Toasts />
      <TroubleScreen />
    </div>
  )
}

// A `then` at the import itself would hear nothing of styles that did not come.
const desk = async () => (await import('./desk/frame/Desk')).Desk

const curtain = async () => (await more()).Curtain

const ahead = async () => (await import('./desk/frame/ahead')).askAhead()

const more = () => import('./phone/teacher/more')

/** The screens that come later, by the first part of their addresses. */
const LATER: Record<string, () => Promise<ComponentType>> = {
  __proto__: null as never,
  'chua-gui': async () => (await import('./phone/school/leader')).Unsent,
  'nhan-rong': async () => (await import('./phone/replicate/Replicate')).Replicate,
  'chia-se': async () => (await import('./forms/photos/photos')).Share,
  'cai-dat': async () => (await more()).Settings,
  'thong-bao': async () => (await import('./phone/teacher/Notices')).Notices,
  'tro-giup': async () => (await more()).Help,
  'luyen-tap': async () => (await more()).Practice,
  'mat-khau': async () => (await import('./phone/signin/Password')).Password,
  tep: async () => (await import('./phone/file/file')).FileScreen,
  'nam-cua-toi': async () => (await more()).Year,
}

function Screen({ route: { name, id, query } }: { route: Route }) {
  switch (name) {
    case '':
      return <Home />
    case 'ghi':
      return <Log id={id} key_={query.get('bieu')} draft={query.get('ban')} />
    case 'so-tay':
      return <List chosen={query.get('loc') ?? ''} />
    case 'ban-ghi':
      return <Record id={id} judging={query.has('duyet')} />
    case 'vao':
      return (
        <Page title={t('door.enter')}>
          <Credentials enter={enter} username={query.get('ten') ?? ''} code={codeOnCard()} />
        </Page>
      )
    case 'duyet':
      return <VerifyLater />
    default: {
      const load = LATER[name]
      return load ? <Later load={load} /> : <Nowhere />
    }
  }
}

function Nav({ route }: { route: Route }) {
  const places: [string, IconName, Key][] = [
    ['', 'home', 'nav.home'],
    ['so-tay', 'book', 'nav.list'],
    ...(leads() ? ([['duyet', 'shield', 'nav.verify']] as [string, IconName, Key][]) : []),
    ['cai-dat', 'gear', 'nav.settings'],
  ]
  return (
    <nav class="places" aria-label={t('nav.places')}>
      {places.map(([name, icon, word]) => (
        <a key={name} href={`/${name}`} aria-current={route.name === name ? 'page' : undefined}>
          <Icon name={icon} />
          <span>{t(word)}</span>
        </a>
      ))}
    </nav>
  )
}
