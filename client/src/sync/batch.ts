/** What goes into one request, and how it shrinks, grows and waits. Twin of sync/phone/batch.py. */

import { isHeld } from '../core/hold'
import type { Progress, Queue } from '../core/types/exchange'
import type { Json } from '../core/types/json'
import type { Item, Mutation } from '../core/types/mutation'

/** The most ids that a request may confirm. */
const CONFIRMED = 500
/** The most bytes, before compression, to which a batch may grow; one larger mutation still goes, alone. */
const MOST_BYTES = 1024 * 1024
/** The most mutations in one request. */
const MOST_COUNT = 500
/** Seconds until the next try after a failure: at least, and at most. */
const LEAST_WAIT = 2
const MOST_WAIT = 300

const size = (mutation: Mutation) => new TextEncoder().encode(JSON.stringify(mutation)).length + 1
const applied = (item: Item) => !!item.outcome?.version
const waits = (item: Item) => !!item.outcome?.wait

/**
 * The next mutations to send, in order, at least one if there is one.
 *
 * One that the server told to wait holds nobody up: it and what follows it on its record go last. One that was set
 * apart goes alone once nothing else can be sent, and what follows it on its record waits for it. What may still be
 * taken back stays, with all of its record.
 */
export function pick(outbox: Item[], { batchBytes = 64 * 1024, batchCount = 200 }: Progress, now = Date.now()): Item[] {
  const held = new Set(outbox.filter((item) => isHeld(item, now)).map(({ record }) => record))
  const unsent = outbox.filter((item) => !applied(item) && !held.has(item.record))
  const waiting = new Set(unsent.filter(waits).map(({ record }) => record))
  const [free, stuck] = [unsent.filter((i) => !waiting.has(i.record)), unsent.filter((i) => waiting.has(i.record))]
  const ready = beforeSetApart(free)
  const [apart] = free.filter((item) => item.alone)
  if (!ready.length && apart) return [apart]
  return filled([...ready, ...beforeSetApart(stuck)], batchBytes, batchCount) ?? unsent.slice(0, 1)
}

/** The items that may share a request: without those that are too large and go alone, and what follows them on their
 * record. */
function beforeSetApart(items: Item[]): Item[] {
  const records = new Set<string>()
  return items.filter((item) => {
    if (item.alone) records.add(item.record)
    return !records.has(item.record)
  })
}

/** As many of `items` as fit into one request; null where there are none. */
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

/** The part of a request's body that is about the outbox; empty members are left out. */
export function request(outbox: Item[], picked: Item[], progress: Progress, free_mb?: number): Json {
  const body: Json = {}
  if (progress.cursor !== undefined) body.cursor = progress.cursor
  const confirm: Record<string, string[]> = {}
  for (const { mutation } of outbox.filter(applied).slice(0, CONFIRMED)) {
    confirm[mutation.unit] = [...(confirm[mutation.unit] ?? []), mutation.id]
  }
  if (Object.keys(confirm).length) body.confirm = confirm
  if (picked.length) body.mutations = picked.map(({ mutation }) => mutation)
  const left = queue(outbox, picked, free_mb)
  if (JSON.stringify(left) !== JSON.stringify(progress.queue)) body.queue = left
  return body
}

/** What will be left in the outbox once `picked` has arrived. */
function queue(outbox: Item[], picked: Item[], free_mb?: number): Queue {
  const left = outbox.filter((item) => !applied(item) && !picked.includes(item))
  const report: Queue = { mutations: left.length, photos: 0 }
  if (left[0]) report.oldest = left[0].mutation.at
  if (free_mb !== undefined) report.free_mb = free_mb
  return report
}

/** The size of batches after a timeout, a 413 or a 400: half of what was tried. */
export function smaller(progress: Progress, picked: Item[]): Progress {
  const bytes = picked.reduce((sum, { mutation }) => sum + size(mutation), 0)
  return {
    ...progress,
    batchBytes: Math.max(1, Math.floor(bytes / 2)),
    batchCount: Math.max(1, Math.floor(picked.length / 2)),
  }
}

/** The size of batches after a success, if something was left behind: twice as much. */
export function larger(progress: Progress, outbox: Item[]): Progress {
  if (outbox.every((item) => applied(item) || waits(item))) return progress
  const { batchBytes = 64 * 1024, batchCount = 200 } = progress
  return {
    ...progress,
    batchBytes: Math.max(batchBytes, Math.min(MOST_BYTES, batchBytes * 2)),
    batchCount: Math.min(MOST_COUNT, batchCount * 2),
  }
}

/** Seconds until the next try: exponential from 2 s to 5 min, between half and all of it. */
export function delay(failures: number, chance: number): number {
  const longest = Math.min(MOST_WAIT, LEAST_WAIT * 2 ** Math.min(failures, 20))
  return Math.max(LEAST_WAIT, longest * (0.5 + chance / 2))
}
