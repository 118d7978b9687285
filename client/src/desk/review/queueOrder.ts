/** Finds the place of a record in the queue from which it was opened, and which record comes next. */

import type { Json } from '../../core/types/json'
import type { Pending } from '../../records/decisions'
import { go } from '../../routes/route'
import { decidedHere } from './decisions'
import { listPath, queuePath, recordPath } from './queueAddress'

/**
 * Path of the list of the queue last opened, and its records' ids in order; one that was decided on keeps its place.
 */
let kept: { path: string; ids: string[] } = { path: '', ids: [] }

/** The server's path of a page of a queue → the page before it, with the last record there. */
const before = new Map<string, { query: URLSearchParams; id: string }>()

/** A page of a queue: what the server answered, and the queue's filters. */
export interface Page {
  body: Json | undefined
  query: URLSearchParams
}

/** The queue's filters with the page after this one; undefined after the last. */
export function pageAfter({ body, query }: Page): URLSearchParams | undefined {
  if (!body?.next) return undefined
  const next = new URLSearchParams(query)
  next.set('cursor', body.next)
  return next
}

const idsIn = (body: Json | undefined): string[] => ((body?.records ?? []) as Json[]).map((one) => one.id)

/** Keeps the order of a queue that is on the screen: a record opened from it may be decided on before it is listed anew. */
export function keepOrder(page: Page): void {
  kept = { path: listPath(page.query), ids: idsIn(page.body) }
  keepWayBack(page)
}

function keepWayBack(page: Page): void {
  const [next, id] = [pageAfter(page), idsIn(page.body).pop()]
  if (next && id) before.set(listPath(next), { query: page.query, id })
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
  /** Opens the record before or after this one, also on the page before or after; undefined if there is none. */
  openBefore: (() => void) | undefined
  openAfter: (() => void) | undefined
  /**
   * Opens the next record on which this person has not decided: of this page, from its start again after its last; else
   * of the next page; else the queue.
   */
  openNext: () => void
}

/**
 * The place of the record `id` in its queue. `page` is what the server lists now, `onward` the page after it, once that
 * is known; `pending` are this person's decisions.
 */
export function queueOrder(id: string, page: Page, onward: Page | undefined, pending: Pending[]): QueueOrder {
  const { query } = page
  const ids = idsOf(listPath(query), idsIn(page.body), id)
  keepWayBack(page)
  const at = ids.indexOf(id)
  const of = (wanted: boolean) =>
    new Set(pending.filter(({ state }) => (state === 'refused') === wanted).map(({ record }) => record))
  const [decided, refused] = [of(false), of(true)]
  const waits = (other: string) =>
    other !== id && !decided.has(other) && (!decidedHere.has(other) || refused.has(other))
  const opens = (other: string | undefined, of: URLSearchParams) => other && (() => go(recordPath(other, of), true))
  const [back, ahead] = [before.get(listPath(query)), idsIn(onward?.body)]
  const there = (wanted: (other: string) => boolean) => onward && opens(ahead.find(wanted), onward.query)
  return {
    at,
    length: ids.length,
    openBefore: (at > 0 ? opens(ids[at - 1], query) : at === 0 && back && opens(back.id, back.query)) || undefined,
    openAfter: (at < 0 ? undefined : opens(ids[at + 1], query) || there(() => true)) || undefined,
    openNext() {
      const next = [...ids.slice(at + 1), ...ids.slice(0, Math.max(0, at))].find(waits)
      const open = opens(next, query) || there(waits)
      if (open) open()
      else go(queuePath(query), true)
    },
  }
}
