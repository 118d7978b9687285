import { useEffect, useRef, useState } from 'preact/hooks'
import type { Json } from '../core/types/json'
import { trouble } from '../parts/Trouble'
import { dropDraft, putDraft } from '../store/drafts'

const PAUSE = 300 // milliseconds after the first keystroke that is not stored, well within the promised half second

export type Keeping = 'clean' | 'keeping' | 'kept'

/**
 * A hook that stores what is typed into a form as the draft `key`: soon after each call of `keep`, and at once when a
 * field or the page is left. With an empty key nothing is stored.
 *
 * `keeping` says whether all is stored. `describe()` gives the answers as text, which is shown if storing fails.
 */
export function useDraft(key: string, describe: () => string) {
  const [keeping, setKeeping] = useState<Keeping>('clean')
  const waiting = useRef<Json | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const ended = useRef(false)
  // What fails a moment later is told with what has been typed by then.
  const latest = useRef(describe)
  latest.current = describe

  const flush = async () => {
    clearTimeout(timer.current)
    timer.current = undefined
    const values = waiting.current
    waiting.current = null
    if (!values || ended.current) return
    try {
      await putDraft(key, values)
      if (!waiting.current) setKeeping('kept')
    } catch (error) {
      waiting.current ??= values
      trouble({ text: latest.current(), full: (error as { full?: boolean }).full })
    }
  }
  useEffect(() => whenLeft(() => void flush()), [key])

  const keep = (values: Json) => {
    if (!key) return
    waiting.current = { ...values, at: new Date().toISOString() }
    setKeeping('keeping')
    // Not put off by the next letter: of who types without a pause nothing would be stored.
    timer.current ??= setTimeout(() => void flush(), PAUSE)
  }
  return {
    keeping,
    keep,
    /** Stores `values` at once; resolves when they are on disk, or the person was told that they are not. */
    now(values: Json) {
      keep(values)
      return flush()
    },
    /** Deletes the draft, since its values have been saved or are not wanted, and stores nothing any more. */
    async drop() {
      clearTimeout(timer.current)
      waiting.current = null
      ended.current = true
      await dropDraft(key)
    },
  }
}

/**
 * Calls `job` whenever a field is left, and the page hidden or shown again. Returns a function that calls it once more
 * and ends this. What is begun as late as `pagehide` may be lost; a tap elsewhere leaves the field before.
 */
function whenLeft(job: () => void): () => void {
  addEventListener('blur', job, true)
  addEventListener('pagehide', job)
  document.addEventListener('visibilitychange', job)
  return () => {
    job()
    removeEventListener('blur', job, true)
    removeEventListener('pagehide', job)
    document.removeEventListener('visibilitychange', job)
  }
}
