/** Where a record stands in the queue that it was opened from, and which one comes next. */

import type { Json } from '../../core/types/json'
import type { Pending } from '../../records/decisions'
import { go } from '../../routes/route'
import { decidedHere } from './decisions'
import { queuePath, recordPath } from './queueAddress'

/** The ids of the queue last opened, in its order; a record that was decided on keeps its place. */
let kept: { path: string; ids: string[] } = { path: '', ids: [] }

function idsOf(path: string, listed: string[], id: string): string[] {
  const goesOn = kept.path === path && kept.ids.includes(id)
  if (goesOn || listed.includes(id)) kept = { path, ids: [...new Set([...(goesOn ? kept.ids : []), ...listed])] }
  return kept.ids
}

export interface QueueOrder {
  /** The place of this record, from 0; -1 where it is not in the queue. */
  at: number
  length: number
  /** Opens the record at a place of the queue, if there is one. */
  open: (place: number) => void
  /** Opens the next record that nobody has decided on, or the queue where there is none. */
  openNext: () => void
}

/** The order of the queue around the record `id`; `records` are what the address `path` lists now. */
export function queueOrder(
  id: string,
  path: string,
  records: Json[],
  query: URLSearchParams,
  pending: Pending[],
): QueueOrder {
  const ids = idsOf(
    path,
    records.map((one) => one.id),
    id,
  )
  const at = ids.indexOf(id)
  const of = (wanted: boolean) =>
    new Set(pending.filter(({ state }) => (state === 'refused') === wanted).map(({ record }) => record))
  const [decided, refused] = [of(false), of(true)]
  const waits = (other: string) =>
    other !== id && !decided.has(other) && (!decidedHere.has(other) || refused.has(other))
  return {
    at,
    length: ids.length,
    open: (place) => ids[place] && go(recordPath(ids[place] as string, query), true),
    openNext() {
      const next = [...ids.slice(at + 1), ...ids.slice(0, Math.max(0, at))].find(waits)
      go(next ? recordPath(next, query) : queuePath(query), true)
    },
  }
}
