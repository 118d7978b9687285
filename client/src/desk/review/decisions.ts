import { useEffect, useState } from 'preact/hooks'
import { HOLD } from '../../core/hold'
import type { Json } from '../../core/types/json'
import { useWatched } from '../../parts/live'
import { trouble } from '../../parts/Trouble'
import { register as registerOf } from '../../records/catalog'
import { decide, pending, type Reviewed, takeBack } from '../../records/decisions'
import { titleOf } from '../../records/titles'
import { type DeskKey, d } from '../../text/desk'
import { number } from '../../text/format'
import { language, t } from '../../text/text'

/**
 * The last decision of this person in this tab: ids of its mutations, the sentence that says it (`text`), and the
 * moment `until` which it can be taken back (milliseconds since 1970).
 */
export interface Last {
  ids: string[]
  /** Ids of the records that were decided on. */
  records: string[]
  text: string
  until: number
}

let last: Last | null = null
/**
 * Ids of the records decided on since this page was loaded: the queue skips them, also once the server has the
 * decision.
 */
export const decidedHere = new Set<string>()
const heard = new Set<() => void>()

function set(next: Last | null): void {
  last = next
  for (const tell of heard) tell()
}

/** What a decision on a record needs: its id, unit, title, and the version that is on the screen. */
export const asReviewed = (record: Json): Reviewed => ({
  id: record.id,
  unit: record.unit,
  version: record.version,
  about: titleOf(record as Parameters<typeof titleOf>[0], language()) || t('record.untitled'),
})

/**
 * Saves the same decision (`verb`) on these records and offers to undo it; `more` holds its text and the field that
 * that is about. Resolves with whether it was saved; if not, the person is shown that it was not.
 */
export async function decideOn(verb: string, records: Json[], more: { text?: string; field?: string } = {}) {
  try {
    const ids = await decide(verb, records.map(asReviewed), more)
    const title = records[0] ? asReviewed(records[0]).about : ''
    const key: DeskKey = records.length === 1 ? 'queue.decided_one' : 'queue.decided'
    const text = d(key, { verb: d(`done.${verb}` as DeskKey), n: number(records.length), title })
    const about = records.map(({ id }) => id)
    if (verb !== 'comment') for (const id of about) decidedHere.add(id)
    set({ ids, records: about, text, until: Date.now() + HOLD })
    return true
  } catch (fault) {
    trouble(Object.assign(fault as Error, { text: more.text ?? '' }))
    return false
  }
}

/** Takes the last decision back, as far as it is unsent, and tells the person whether all of it was. Never rejects. */
export async function undo(): Promise<void> {
  if (!last) return
  const { ids, records } = last
  const back = await takeBack(ids).catch((fault) => trouble(fault))
  if (back === undefined) return
  if (back === ids.length) for (const id of records) decidedHere.delete(id)
  set({ ids: [], records, text: d(back === ids.length ? 'queue.undone' : 'queue.undone_late', { n: back }), until: 0 })
}

/**
 * A hook that gives the last decision, or null, and for how many more seconds it can be undone. It draws the component
 * again each second.
 */
export function useLast(): { last: Last | null; seconds: number } {
  const [, again] = useState(0)
  useEffect(() => {
    const tell = () => again((n) => n + 1)
    heard.add(tell)
    const timer = setInterval(() => {
      if (last && last.until + HOLD < Date.now()) set(null)
      else if (last) tell()
    }, 1_000)
    return () => {
      heard.delete(tell)
      clearInterval(timer)
    }
  }, [])
  return { last, seconds: last ? Math.max(0, Math.ceil((last.until - Date.now()) / 1_000)) : 0 }
}

/** A hook that gives this account's decisions that are held back, waiting for the server's answer, or refused. */
export const usePending = () => useWatched(pending, []) ?? []

/** Whether the register of a record asks for no review by the school's leader. */
export const skipsSchool = (record: Json) => !registerOf(record.form)?.review.includes('leader')

/** The role that decides last on a record, "commune" or "department"; undefined if its register is not known. */
export const lastReviewer = (record: Json) => registerOf(record.form)?.review.slice(-1)[0]
