/**
 * Puts records together as they are shown: the server's copies with this account's unsettled mutations applied. All of
 * an account's are held in memory, for search.
 */

import { lay, rev } from '../core/overlay'
import type { Item, Refused } from '../core/types/mutation'
import type { Copy, Shown } from '../core/types/record'
import { listen } from '../store/announcements'
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
function show(account: string, copy: Copy | null, queue: Item[], refused: Item[]): Shown | null {
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

type Held = { account: string; records: Promise<Map<string, Shown>> }
let held: Held | null = null

/**
 * All records of an account on this phone: first those with unsettled mutations, then the others, each the last changed
 * first. They are held in memory, and every change renews those that it is about.
 */
export async function everything(account: string): Promise<Shown[]> {
  if (held?.account !== account) {
    held = { account, records: load(account) }
    held.records.catch(forget)
  }
  return [...(await held.records).values()].sort(
    (a, b) => Math.sign(b.pending) - Math.sign(a.pending) || rev(b.version) - rev(a.version),
  )
}

function forget() {
  held = null
}

listen(({ account, records }) => {
  if (held?.account !== account) return
  if (!records) return forget()
  held.records = held.records.then(async (all) => {
    for (const id of records) {
      const shown = await read(RECORD_STORES, (tx) => one(tx, account, id))
      if (shown) all.set(id, shown)
      else all.delete(id)
    }
    return all
  })
  held.records.catch(forget)
})

async function load(account: string): Promise<Map<string, Shown>> {
  const [copies, queue, refused] = await read(
    RECORD_STORES,
    async (tx): Promise<[Copy[], Item[], Item[]]> => [
      await tx.objectStore('copies').getAll(IDBKeyRange.bound([account], [account, []])),
      await tx.objectStore('outbox').index('account').getAll(account),
      await tx.objectStore('refused').index('account').getAll(account),
    ],
  )
  type Parts = [Copy | null, Item[], Item[]]
  const parts = new Map<string, Parts>(copies.map((copy) => [copy.id, [copy, [], []]]))
  const of = (id: string): Parts => {
    const found = parts.get(id) ?? [null, [], []]
    parts.set(id, found)
    return found
  }
  for (const item of queue) of(item.record)[1].push(item)
  for (const item of refused) of(item.record)[2].push(item)
  const all = new Map<string, Shown>()
  for (const [id, [copy, unsettled, refusals]] of parts) {
    const shown = show(account, copy, unsettled, refusals)
    if (shown) all.set(id, shown)
  }
  return all
}
