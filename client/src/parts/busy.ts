import { useRef, useState } from 'preact/hooks'

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
    setBusy(true)
    try {
      await job()
    } finally {
      running.current = false
      setBusy(false)
    }
  }
  return [busy, run]
}
