/** What of an account's work the server may lack, as it goes into a file that somebody else carries. */

import { rev } from '../core/overlay'
import type { Progress } from '../core/types/exchange'
import type { Json } from '../core/types/json'
import type { Item, Mutation } from '../core/types/mutation'
import { read, type Tx, write } from '../store/database'
import { OPEN } from '../store/drafts'
import { bytesOf, hashesIn, hashesOf, type KeptPhoto, photosOf } from '../store/photos'

/** A form that was being typed: the key of its draft, its values, and when it was last typed in. */
export interface UnsentDraft {
  key: string
  at: string
  values: Json
}

/**
 * `mutations`: of the outbox, and of the journal what no backup holds yet, in the order in which they were made.
 * `applied`: mutation id → the version as which it was applied before the server was restored.
 */
export interface UnsentWork {
  mutations: Mutation[]
  applied: Record<string, string>
  drafts: UnsentDraft[]
}

/**
 * How much of an account's work is unsent: mutations that the server has not answered, unfinished forms, and photos that
 * it lacks.
 */
export interface Unsent {
  mutations: number
  drafts: number
  photos: number
}

/**
 * When the first of what an account saved and the server lacks was made; undefined where it lacks nothing. The home screen
 * asks each time: the journal, which holds a month and more, is not read.
 */
export async function oldestUnsent(account: string): Promise<string | undefined> {
  const outbox = await read(['outbox'], (tx) => tx.objectStore('outbox').index('account').getAll(account))
  const photos = (await photosOf(account)).filter(({ state }) => state === 'waiting')
  const times = [...outbox.filter(unanswered).map(({ mutation }) => mutation.at), ...photos.map(({ at }) => at)]
  return times.sort((one, other) => Date.parse(one) - Date.parse(other))[0]
}

/** Counts what of an account's work is unsent. */
export async function countUnsent(account: string): Promise<Unsent> {
  const [outbox, journal, drafts] = await read(
    ['outbox', 'journal', 'drafts'],
    async (tx): Promise<[Item[], Item[], UnsentDraft[]]> => [
      await tx.objectStore('outbox').index('account').getAll(account),
      await tx.objectStore('journal').index('account').getAll(account),
      await draftsOf(tx, account),
    ],
  )
  const saved = savedIn([...journal, ...outbox].map(({ mutation }) => mutation))
  const lacking = (await photosOf(account)).filter(lacked)
  const typed = typedIn(drafts)
  const photos = lacking.filter((one) => !one.of && (recordOf(one, saved) || typed.has(one.sha256))).length
  return { mutations: outbox.filter(unanswered).length, drafts: drafts.length, photos }
}

/**
 * Gathers what a file is to hold, in one transaction that also freezes it: the server may get it from now on, so none
 * of it may be changed any more. Decisions that may still be taken back stay.
 */
export function gatherUnsent(account: string, now = Date.now()): Promise<UnsentWork> {
  return write(['outbox', 'journal', 'drafts', 'marks'], async (tx) => {
    const outbox = tx.objectStore('outbox')
    const waiting = (await outbox.index('account').getAll(account)).filter(({ held }) => !held || held <= now)
    for (const item of waiting) if (!item.sent) await outbox.put({ ...item, sent: true })
    const journal = await tx.objectStore('journal').index('account').getAll(account)
    const progress = await tx.objectStore('marks').get(account)
    const items = [...journal.filter((item) => !isSafe(item, progress)), ...waiting].sort(
      (one, other) => one.n - other.n,
    )
    const before = items.flatMap(({ mutation, before }) => (before ? [[mutation.id, before] as const] : []))
    return {
      mutations: items.map(({ mutation }) => mutation),
      applied: Object.fromEntries(before),
      drafts: await draftsOf(tx, account),
    }
  })
}

/** A photo that the server lacks, with its bytes; `record`: one that names it; else `draft`: the key of one that does. */
export interface UnsentPhoto {
  sha256: string
  type: string
  record?: string
  draft?: string
  data: ArrayBuffer
}

/**
 * The photos of what was gathered that the server lacks, in portions of at most `most` bytes: what is saved before what is
 * being typed, and previews first.
 */
export async function unsentPhotos(account: string, work: UnsentWork, most: number): Promise<UnsentPhoto[][]> {
  const [saved, typed] = [savedIn(work.mutations), typedIn(work.drafts)]
  const lacking = (await photosOf(account)).filter(lacked).flatMap((one) => {
    const [record, draft] = [recordOf(one, saved), typed.get(one.sha256)]
    const named = record ? { record } : draft && { draft }
    return named ? [{ one, named, rank: (record ? 0 : 2) + (one.of ? 0 : 1) }] : []
  })
  const portions: UnsentPhoto[][] = []
  let size = most
  for (const { one, named } of lacking.sort((first, second) => first.rank - second.rank)) {
    const data = await bytesOf(account, one.sha256)
    if (!data) continue
    size += data.byteLength
    if (size > most) {
      portions.push([])
      size = data.byteLength
    }
    portions.at(-1)?.push({ sha256: one.sha256, type: one.type, ...named, data })
  }
  return portions
}

const unanswered = ({ outcome }: Item) => !outcome?.version

/** Of what was just saved no exchange has noted yet that its photos wait. */
const lacked = ({ state }: KeptPhoto) => state === 'waiting' || state === 'kept'

/** Photo's hash → a record whose saved mutations name it. */
const savedIn = (mutations: Mutation[]): Map<string, string> =>
  new Map(mutations.flatMap((one) => hashesOf(one).map((hash) => [hash, one.record ?? one.id] as const)))

/** Photo's hash → the key of an unfinished form that names it. */
const typedIn = (drafts: UnsentDraft[]): Map<string, string> =>
  new Map(drafts.flatMap(({ key, values }) => hashesIn(values.values).map((hash) => [hash, key] as const)))

const recordOf = ({ sha256, state, records }: KeptPhoto, saved: Map<string, string>) =>
  saved.get(sha256) ?? (state === 'waiting' ? Object.keys(records)[0] : undefined)

const isSafe = ({ outcome, mutation }: Item, progress: Progress | undefined) =>
  !!outcome?.version && rev(outcome.version) <= (progress?.safe?.[mutation.unit] ?? 0)

/** The unfinished forms of an account, without those for practice. */
async function draftsOf(tx: Tx<'readonly' | 'readwrite'>, account: string): Promise<UnsentDraft[]> {
  const store = tx.objectStore('drafts')
  const within = IDBKeyRange.bound([account], [account, []])
  const [keys, found] = [await store.getAllKeys(within), await store.getAll(within)]
  return keys.flatMap(([, key], at) => {
    const one = found[at]
    return one && key !== OPEN && !key.startsWith('practice') && one.values.form ? [{ key, ...one }] : []
  })
}
