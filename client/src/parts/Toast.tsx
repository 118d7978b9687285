import './Toast.css'
import { useEffect, useState } from 'preact/hooks'
import { useBars } from './bars'
import { Icon } from './Icon'

interface Message {
  text: string
  /** Whether it says that something was not done. */
  failed?: boolean
  /** A button beside the sentence that takes back what was done: its label, and what it runs. */
  undo?: { word: string; run: () => void }
  n: number
  /** The screen that it tells of. */
  pathname?: string
}

const LASTS = 8000 // milliseconds, long enough to be read twice
let latest: Message = { text: '', n: 0 }
const heard = new Set<(latest: Message) => void>()

/**
 * Shows a sentence at the foot of the screen for eight seconds, with a button if `undo` is given. Without one it goes
 * earlier where the screen at `pathname` is left, by default that which is open now.
 */
export function toast(text: string, undo?: Message['undo'], pathname = location.pathname): void {
  show({ text, pathname, ...(undo && { undo }) })
}

/** Shows, as `toast` does, a sentence that says that something was not done, and why: with another icon. */
export function toastFailure(text: string): void {
  show({ text, failed: true, pathname: location.pathname })
}

function show(message: Omit<Message, 'n'>): void {
  latest = { ...message, n: latest.n + 1 }
  for (const tell of heard) tell(latest)
}

/** The place at the foot of the screen where the sentences of `toast` are shown; screen readers read them out. */
export function Toasts() {
  const [shown, set] = useState(latest)
  useEffect(() => {
    heard.add(set)
    return () => void heard.delete(set)
  }, [])
  useEffect(() => {
    const timer = shown.text && setTimeout(() => toast(''), LASTS)
    return () => clearTimeout(timer || undefined)
  }, [shown.n])
  const { text, undo, failed } = shown
  const { pathname } = location
  useEffect(() => {
    if (!undo && pathname !== shown.pathname) toast('')
  }, [pathname])
  useBars(!!text)
  return (
    <div class="saying" role="status">
      {text && (
        <p key={shown.n} class={failed ? 'failed' : undefined}>
          <Icon name={failed ? 'warn' : 'check'} />
          <span>{text}</span>
          {undo && (
            <button
              type="button"
              class="plain"
              onClick={() => {
                // A second tap in the same moment comes before the button is gone.
                if (latest.n !== shown.n) return
                toast('')
                undo.run()
              }}
            >
              {undo.word}
            </button>
          )}
        </p>
      )}
    </div>
  )
}

const HIDDEN = 100 // milliseconds after which a page that draws nothing is not waited for

/** Resolves once what the screen shows by now has been drawn. */
export const drawn = () =>
  new Promise<void>((done) => {
    requestAnimationFrame(() => setTimeout(done))
    setTimeout(done, HIDDEN)
  })
