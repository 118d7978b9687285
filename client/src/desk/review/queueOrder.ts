/** Finds the place of a record in the queue from which it was opened, and which record comes next. */

import type { Json } from '../../core/types/json'
import type { Pending } from '../../records/decisions'
import { go } from '../../routes/route'
import { decidedHere } from './decisions'
import { queuePath, recordPath } from './queueAddress'

/**
 * Path of the list of the queue last opened, and its records' ids in order; one that was decided on keeps its place.
 */
let kept: { path: string; ids: string[] } = { path: '', ids: [] }

/** Keeps the order of a queue that is on the screen: a record opened from it may be decided on before it is listed anew. */
export function keepOrder(path: string, records: Json[]): void {
  kept = { path, ids: records.map((one) => one.id) }
}

function idsOf(path: string, listed: string[], id: string): string[] {
  const goesOn = kept.path === path && kept.ids.includes(id)
  if (goesOn || listed.includes(id)) kept = { path, ids: [...new Set([...(goesOn ? kept.ids : []), ...listed])] }
  return kept.ids
}

/** The place of a record in the queue from which it was opened, and the ways to the others. */
export interface QueueOrder {
  /** The place of the record in the queue, counted from 0; -1 if it is not there. */
  at: number
  length: number
  /** Opens the record at this place of the queue (from 0), if there is one. */
  open: (place: number) => void
  /**
   * Opens the next record on which this person has not decided, from the start again after the last; else the queue.
   */
  openNext: () => void
}

/**
 * The place of the record `id` in its queue. `path` is the server's path that lists the queue, `records` what it lists
 * now, `query` the filters, `pending` this person's decisions.
 */
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
