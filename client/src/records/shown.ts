/** Records as they are shown: the server's copies with unsent mutations on top; all are held in memory for search. */

import { lay, rev } from '../core/overlay'
import type { Item, Refused } from '../core/types/mutation'
import type { Copy, Shown } from '../core/types/record'
import { listen } from '../store/announcements'
import { RECORD_STORES, read, type Tx } from '../store/database'

/** One record, or null if there is nothing. */
export async function one(tx: Tx<'readonly' | 'readwrite'>, account: string, id: string): Promise<Shown | null> {
  const key: [string, string] = [account, id]
  const copy = await tx.objectStore('copies').get(key)
  const queue = await tx.objectStore('outbox').index('record').getAll(key)
  const refused = await tx.objectStore('refused').index('record').getAll(key)
  return show(account, copy ?? null, queue, refused)
}

/** One record as it is shown. A refused creation is kept nowhere else, so its own puts show it and it can be mended. */
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

/** All records of an account: unsent ones first, then the last changed. Kept in memory and renewed by every change. */
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
