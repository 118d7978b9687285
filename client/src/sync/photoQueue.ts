/** Which photos are to be sent: those that the account's saved mutations name, as far as the server lacks them. */

import type { Json } from '../core/types/json'
import type { Item } from '../core/types/mutation'
import { read, write } from '../store/database'
import { changePhotos, hashesIn, hashesOf, type KeptPhoto, noteWaiting, photosOf } from '../store/photos'

/** Milliseconds for which a photo is kept that nothing names: its form may not have named it yet, or be undone. */
const UNNAMED = 24 * 60 * 60 * 1000
/** Refusals after which a leader may still take the mutation in, and sees its photos. */
const FOR_LEADER = ['moved', 'unknown_form']

interface Named {
  /** Photo's hash → record → its unit, of what is saved. */
  saved: Map<string, Record<string, string>>
  /** Hashes of photos that are named in drafts, or in what was refused and may be mended. */
  elsewhere: Set<string>
  want: string[]
}

/**
 * Brings the photos of an account up to what its mutations, drafts and the server say: what a saved record names waits,
 * what the server wants waits again, and what nothing names any more is deleted. Gives those that wait, previews first.
 */
export async function queuePhotos(account: string, now = Date.now()): Promise<KeptPhoto[]> {
  const all = await photosOf(account)
  const named = all.length ? await namedPhotos(account) : null
  if (named) await changePhotos(account, (one) => brought(one, named, now))
  const waiting = (named ? await photosOf(account) : []).filter(({ state }) => state === 'waiting')
  await noteWaiting(account, () => countPhotos(waiting))
  return [...waiting.filter(({ of }) => of), ...waiting.filter(({ of }) => !of)]
}

/** Notes that the server has had a photo since it last said what it wants. */
export async function noLongerWanted(account: string, sha256: string): Promise<void> {
  await write(['marks'], async (tx) => {
    const mark = await tx.objectStore('marks').get(account)
    const want = mark?.want?.filter((hash) => hash !== sha256)
    if (mark && want) await tx.objectStore('marks').put({ ...mark, want }, account)
  })
}

/** How many photos these are; a photo and its preview are one. */
export const countPhotos = (photos: KeptPhoto[]): number => new Set(photos.map(({ of, sha256 }) => of ?? sha256)).size

function brought(one: KeptPhoto, { saved, elsewhere, want }: Named, now: number): KeptPhoto | null {
  const records = saved.get(one.sha256)
  if (!records) {
    const kept = elsewhere.has(one.sha256) || Date.parse(one.at) > now - UNNAMED
    return kept ? (one.state === 'waiting' ? { ...one, state: 'kept' } : one) : null
  }
  const more = Object.keys(records).some((id) => !(id in one.records))
  const { code, ...rest } = one
  if (more || one.state === 'kept' || (one.state !== 'waiting' && want.includes(one.sha256))) {
    return { ...rest, records, state: 'waiting' }
  }
  return one
}

async function namedPhotos(account: string): Promise<Named> {
  const [items, refused, drafts, want] = await read(
    ['outbox', 'journal', 'refused', 'drafts', 'marks'],
    async (tx): Promise<[Item[], Item[], Json[], string[]]> => {
      const of = (name: 'outbox' | 'journal' | 'refused') => tx.objectStore(name).index('account').getAll(account)
      const written = await tx.objectStore('drafts').getAll(IDBKeyRange.bound([account], [account, []]))
      const mark = await tx.objectStore('marks').get(account)
      return [[...(await of('outbox')), ...(await of('journal'))], await of('refused'), written, mark?.want ?? []]
    },
  )
  const named: Named = { saved: new Map(), elsewhere: new Set(), want }
  for (const draft of drafts) for (const hash of hashesIn(draft.values.values)) named.elsewhere.add(hash)
  for (const item of refused) {
    if (item.mended) continue
    if (FOR_LEADER.includes(item.outcome?.refused?.code ?? '')) items.push(item)
    else for (const hash of hashesOf(item.mutation)) named.elsewhere.add(hash)
  }
  for (const { mutation, record } of items) {
    for (const hash of hashesOf(mutation)) named.saved.set(hash, { ...named.saved.get(hash), [record]: mutation.unit })
  }
  return named
}
