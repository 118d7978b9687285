/** Puts records together as they are shown: the server's copies with this account's unsettled mutations applied. */

import { lay } from '../core/overlay'
import type { Item, Refused } from '../core/types/mutation'
import type { Copy, Shown } from '../core/types/record'
import { RECORD_STORES, read, type Tx } from '../store/database'

/**
 * The record `id` as `account` sees it, read within `tx`; null if this phone has neither a copy nor a mutation of it.
 */
export async function one(tx: Tx<'readonly' | 'readwrite'>, account: string, id: string): Promise<Shown | null> {
  const key: [string, string] = [account, id]
  const copy = await tx.objectStore('copies').get(key)
  const queue = await tx.objectStore('outbox').index('record').getAll(key)
  const refused = await tx.objectStore('refused').index('record').getAll(key)
  return show(account, copy ?? null, queue, refused)
}

/**
 * A record as it is shown: the copy with the mutations in the outbox (`queue`) applied. Where there is neither, it is
 * made of its refused mutations, so that a record whose creation was refused can still be corrected. Null for none.
 */
export function show(account: string, copy: Copy | null, queue: Item[], refused: Item[]): Shown | null {
  const open = refused.filter((item) => !item.mended)
  const lost = copy || queue.length ? [] : open
  const laid = [...lost, ...queue].reduce((under: Copy | null, { mutation, outcome }) => {
    const { then, ...rest } = mutation
    return lay(under, outcome?.refused || !then ? rest : mutation, account)
  }, copy)
  const refusals = open.map(
    ({ n, mutation, outcome, settled }): Refused => ({ n, mutation, at: settled ?? '', code: '', ...outcome?.refused }),
  )
  return laid && { ...laid, pending: queue.length, refused: refusals, local: !copy, stands: copy?.status ?? 'draft' }
}

/** From so many records on, all copies are read at once, which is then quicker than one after the other. */
const MANY = 1_000

/**
 * Those of the records `ids` that this phone has, in their order. Mutations are looked for where `touched` says that there
 * are any.
 */
export async function some(account: string, ids: string[], touched: (id: string) => boolean): Promise<Shown[]> {
  return read(RECORD_STORES, async (tx) => {
    const store = tx.objectStore('copies')
    const all = ids.length < MANY ? [] : await store.getAll(IDBKeyRange.bound([account], [account, []]))
    const there = new Map(all.map((copy) => [copy.id, copy]))
    const plain = async (id: string) => show(account, there.get(id) ?? (await store.get([account, id])) ?? null, [], [])
    const found = await Promise.all(ids.map((id) => (touched(id) ? one(tx, account, id) : plain(id))))
    return found.filter((shown) => !!shown)
  })
}
