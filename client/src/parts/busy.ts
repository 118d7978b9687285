import { useRef, useState } from 'preact/hooks'

const SHOWN = 100 // milliseconds after which a job is drawn as under way: to draw it would hold up what is done sooner

/**
 * Whether a job of this component is under way, and a function that runs a job unless one is.
 *
 * It is a fact at once, before the screen is drawn again: of two taps in one moment the second does nothing.
 */
export function useBusy(): [boolean, (job: () => Promise<unknown>) => Promise<void>] {
  const [busy, setBusy] = useState(false)
  const running = useRef(false)
  const run = async (job: () => Promise<unknown>) => {
    if (running.current) return
    running.current = true
    const timer = setTimeout(() => setBusy(true), SHOWN)
    try {
      await job()
    } finally {
      clearTimeout(timer)
      running.current = false
      setBusy(false)
    }
  }
  return [busy, run]
}
