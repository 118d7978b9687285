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

/** The last decision, as long as it can be taken back. */
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

/** A record of the server's as something to decide on: its version is the one on the screen. */
export const asReviewed = (record: Json): Reviewed => ({
  id: record.id,
  unit: record.unit,
  version: record.version,
  about: titleOf(record as Parameters<typeof titleOf>[0], language()) || t('record.untitled'),
})

/** Decides on these records and offers to undo it. False if it could not be saved, which the screen then says. */
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

/** Takes the last decision back, and says whether that was still possible. */
export async function undo(): Promise<void> {
  if (!last) return
  const { ids, records } = last
  const back = await takeBack(ids).catch((fault) => trouble(fault))
  if (back === undefined) return
  if (back === ids.length) for (const id of records) decidedHere.delete(id)
  set({ ids: [], records, text: d(back === ids.length ? 'queue.undone' : 'queue.undone_late', { n: back }), until: 0 })
}

/** The last decision and for how many more seconds it can be undone; draws again each second. */
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

/** This account's decisions that are held back, on their way, or refused. */
export const usePending = () => useWatched(pending, []) ?? []

/** Whether a record is reviewed without its school's leader. */
export const skipsSchool = (record: Json) => !registerOf(record.form)?.review.includes('leader')

export const lastReviewer = (record: Json) => registerOf(record.form)?.review.slice(-1)[0]
