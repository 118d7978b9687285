/**
 * Chooses the mutations of one request, its size after a failure or a success, and how long to wait before the next
 * try. Same rules as sync/phone/batch.py.
 */

import { isHeld } from '../core/hold'
import type { Progress, Queue } from '../core/types/exchange'
import type { Json } from '../core/types/json'
import type { Item, Mutation } from '../core/types/mutation'

/** The most mutations whose outcomes one request may confirm. */
const CONFIRMED = 500
/**
 * The most bytes of mutations, before compression, in one request: 64 KB after it at most, so that a weak signal loses little.
 * A larger mutation is still sent, alone.
 */
const MOST_BYTES = 236 * 1024
/** The most mutations in one request. */
const MOST_COUNT = 500
const GROWTH = 3
/** The most seconds between a failure and the next try: after the first failure, and after many. */
const FIRST_WAIT = 4
const MOST_WAIT = 300

const size = (mutation: Mutation) => new TextEncoder().encode(JSON.stringify(mutation)).length + 1
const applied = (item: Item) => !!item.outcome?.version
const waits = (item: Item) => !!item.outcome?.wait

/**
 * The mutations of the outbox to send in the next request, in order; at least one if any may be sent.
 *
 * Records of which the server asked to wait with a mutation come last. A mutation that is too large for a shared
 * request is sent alone once nothing else is left, and later ones of its record wait for it. A record with a decision
 * that may still be taken back at `now` (milliseconds since 1970) is left out.
 */
export function pick(outbox: Item[], { batchBytes = 64 * 1024, batchCount = 200 }: Progress, now = Date.now()): Item[] {
  const held = new Set(outbox.filter((item) => isHeld(item, now)).map(({ record }) => record))
  const unsent = outbox.filter((item) => !applied(item) && !held.has(item.record))
  const waiting = new Set(unsent.filter(waits).map(({ record }) => record))
  const [free, stuck] = [unsent.filter((i) => !waiting.has(i.record)), unsent.filter((i) => waiting.has(i.record))]
  const ready = beforeSetApart(free)
  const [apart] = free.filter((item) => item.alone)
  if (!ready.length && apart) return [apart]
  // An earlier release's limit may be larger.
  const most = Math.min(batchBytes, MOST_BYTES)
  return filled([...ready, ...beforeSetApart(stuck)], most, batchCount) ?? unsent.slice(0, 1)
}

/**
 * The items that may share a request: all but those that are too large and must be sent alone, and later ones of the
 * same record.
 */
function beforeSetApart(items: Item[]): Item[] {
  const records = new Set<string>()
  return items.filter((item) => {
    if (item.alone) records.add(item.record)
    return !records.has(item.record)
  })
}

/** The first of `items`, as many as fit into one request and at least one; null where `items` is empty. */
function filled(items: Item[], mostBytes: number, mostCount: number): Item[] | null {
  const picked: Item[] = []
  let bytes = 0
  for (const item of items.slice(0, mostCount)) {
    bytes += size(item.mutation)
    if (picked.length && bytes > mostBytes) break
    picked.push(item)
  }
  return picked.length ? picked : null
}

/**
 * The members of a request's body that come from the outbox: `cursor`, `confirm`, `mutations` (those `picked`), `applied`
 * (the versions of those that a restore took back) and `queue`. Empty ones are left out, and `queue` where the server
 * has the same report already. `free_mb`: free storage.
 */
export function request(outbox: Item[], picked: Item[], progress: Progress, free_mb?: number): Json {
  const body: Json = {}
  if (progress.cursor !== undefined) body.cursor = progress.cursor
  const confirm: Record<string, string[]> = {}
  for (const { mutation } of outbox.filter(applied).slice(0, CONFIRMED)) {
    confirm[mutation.unit] = [...(confirm[mutation.unit] ?? []), mutation.id]
  }
  if (Object.keys(confirm).length) body.confirm = confirm
  if (picked.length) body.mutations = picked.map(({ mutation }) => mutation)
  const before = picked.filter((item) => item.before).map((item) => [item.mutation.id, item.before])
  if (before.length) body.applied = Object.fromEntries(before)
  const left = queue(outbox, picked, progress.photos, free_mb)
  if (JSON.stringify(left) !== JSON.stringify(progress.queue)) body.queue = left
  return body
}

/** The report of what will still be unsent in the outbox once `picked` has arrived at the server. */
function queue(outbox: Item[], picked: Item[], photos = 0, free_mb?: number): Queue {
  const left = outbox.filter((item) => !applied(item) && !picked.includes(item))
  const report: Queue = { mutations: left.length, photos }
  if (left[0]) report.oldest = left[0].mutation.at
  if (free_mb !== undefined) report.free_mb = free_mb
  return report
}

/**
 * The progress with smaller limits for the next request, after a timeout, a 413 or a 400: half the bytes and half the
 * number of the mutations `picked` for the one that failed.
 */
export function smaller(progress: Progress, picked: Item[]): Progress {
  const bytes = picked.reduce((sum, { mutation }) => sum + size(mutation), 0)
  return {
    ...progress,
    batchBytes: Math.max(1, Math.floor(bytes / 2)),
    batchCount: Math.max(1, Math.floor(picked.length / 2)),
  }
}

/**
 * The progress with limits three times as large for the next request, after a success; unchanged if nothing is left to send
 * but what the server asked to wait with.
 */
export function larger(progress: Progress, outbox: Item[]): Progress {
  if (outbox.every((item) => applied(item) || waits(item))) return progress
  const { batchBytes = 64 * 1024, batchCount = 200 } = progress
  return {
    ...progress,
    batchBytes: Math.min(MOST_BYTES, batchBytes * GROWTH),
    batchCount: Math.min(MOST_COUNT, batchCount * GROWTH),
  }
}

/**
 * Seconds to wait before the next try, after `failures` failures in a row before this one: the longest wait doubles
 * with each from 4 s to 5 min, and `chance` (0 to 1) chooses between half of it and all of it. Where the server asked to
 * wait `after` seconds it is between these and half as many more, if that is longer.
 */
export function delay(failures: number, chance: number, after = 0): number {
  const longest = Math.min(MOST_WAIT, FIRST_WAIT * 2 ** Math.min(failures, 20))
  return Math.max(longest * (0.5 + chance / 2), after * (1 + chance / 2))
}
