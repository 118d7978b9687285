/**
 * The database transactions of an exchange: the mutations of a request are marked as sent before it leaves, and an
 * answer is stored as a whole or not at all.
 */

import { noted } from '../core/editions'
import { clock } from '../core/ids'
import type { Account } from '../core/types/account'
import type { Answer, Progress } from '../core/types/exchange'
import type { Item, Refusal } from '../core/types/mutation'
import type { Copy } from '../core/types/record'
import { dayOf } from '../core/vietnam'
import { RECORD_STORES, type Tx, write } from '../store/database'
import { onItsWay } from '../store/transaction'
import { apply, inspect, type State } from './applyAnswer'
import { larger, pick, smaller } from './batch'

const MANY = 1_000 // changed records, more than a page of changes has, that are not named one by one
type Held = { outbox: Item[]; progress: Progress }

/**
 * Picks the mutations of the next request and marks them on disk as sent: from here on they may reach the server, so
 * they must not change. Gives them with the whole outbox and the progress; `fresh`: whether any was unsent before.
 */
export function freezeBatch(account: string): Promise<Held & { picked: Item[]; fresh: boolean }> {
  return write(['outbox', 'marks'], async (tx) => {
    const held = await outboxAndProgress(tx, account)
    const picked = pick(held.outbox, held.progress)
    const fresh = picked.filter((item) => !item.sent)
    for (const item of fresh) await tx.objectStore('outbox').put({ ...item, sent: true })
    return { ...held, picked, fresh: fresh.length > 0 }
  })
}

/**
 * Stores what an answer says, in one transaction. Gives null, and ignores the answer, if the phone's cursor is no
 * longer the request's `cursor`, since another tab was quicker. `sent`: what the request reported.
 *
 * Otherwise gives `records`, the ids of those changed (null for many), and the `edition` of the copies, if it is another; `moved`, whether the outbox changed; and `left`,
 * whether it holds anything but what the server asked to wait with. Where it rejects nothing has changed: with
 * TypeError if the answer has not the shape of one of the server's, with StorageFailed if the database failed.
 */
export async function takeIn(
  account: Account,
  cursor: string | undefined,
  answer: Answer,
  sent: Pick<Progress, 'queue' | 'reported'> = {},
) {
  inspect(answer)
  return write([...RECORD_STORES, 'marks'], async (tx) => {
    const { outbox, progress } = await outboxAndProgress(tx, account.id)
    if (progress.cursor !== cursor) return null
    const now = clock()
    const before = await rowsTouched(tx, account, answer, outbox, progress, now)
    const after = apply(before, answer, now)
    const server = Date.parse(answer.now ?? '')
    const next = {
      ...larger(after.progress, after.outbox),
      ...(!answer.more && { lastSync: new Date(server || Date.now()).toISOString() }),
      ...(!Number.isNaN(server) && { clock: { ahead: Date.now() - server, server } }),
      pruned: dayOf(now),
    }
    const records = writeCopies(tx, account.id, before.copies, after.copies)
    const news = noted(progress, next.cursor, records)
    const mark = { ...next, ...news, ...(sent.queue && { queue: sent.queue }) }
    // A restored server may have what it was told longer ago.
    mark.reported = (!Object.values(answer.reset ?? {}).includes('history') && sent.reported) || ''
    await tx.objectStore('marks').put(mark, account.id)
    const moved = [...outbox, ...after.outbox].filter((item) => !outbox.includes(item) || !after.outbox.includes(item))
    for (const name of ['outbox', 'journal', 'refused'] as const) writeItems(tx, name, before[name], after[name])
    const changed = [...new Set([...records, ...moved.map(({ record }) => record)])]
    return {
      records: changed.length > MANY || answer.reset ? null : changed,
      ...(records.length && { edition: news.edition }),
      moved: moved.length > 0,
      left: after.outbox.some((item) => !item.outcome?.wait),
    }
  })
}

/**
 * Halves the size of the next requests, after one with the mutations `picked` was not answered or was refused whole.
 */
export function halveBatch(account: string, picked: Item[]): Promise<void> {
  return write(['outbox', 'marks'], async (tx) => {
    const { progress } = await outboxAndProgress(tx, account)
    await tx.objectStore('marks').put(smaller(progress, picked), account)
  })
}

/**
 * Takes a mutation that the server refused to read out of shared requests. With `refused`, the reason, it moves from
 * the outbox to the refused mutations; without, it is marked to be sent later in a request of its own.
 */
export function setApart(item: Item, refused?: Refusal): Promise<void> {
  return write(['outbox', 'refused'], async (tx) => {
    const outbox = tx.objectStore('outbox')
    const held = await outbox.get(item.n)
    // Another tab may have had an answer for it.
    if (!held || held.outcome?.version) return
    if (!refused) return void (await outbox.put({ ...held, alone: true }))
    await outbox.delete(item.n)
    await tx.objectStore('refused').put({ ...held, outcome: { refused }, settled: clock() })
  })
}

async function outboxAndProgress(tx: Tx<'readwrite'>, account: string): Promise<Held> {
  const progress = await tx.objectStore('marks').get(account)
  return { progress: progress ?? {}, outbox: await tx.objectStore('outbox').index('account').getAll(account) }
}

/**
 * The rows of the database that an answer touches, as a state: not all, as a phone holds thousands of records. All
 * copies are read for a reset; the journal is read once a day, or where a history is reset, and is empty otherwise.
 */
async function rowsTouched(
  tx: Tx<'readwrite'>,
  { id, roles }: Account,
  answer: Answer,
  outbox: Item[],
  progress: Progress,
  now: string,
): Promise<State> {
  const named = outbox.filter(({ mutation }) => answer.outcomes?.[mutation.id]).map(({ record }) => record)
  const touched = new Set([...named, ...(answer.gone ?? []), ...(answer.changes ?? []).map((copy) => copy.id)])
  const store = tx.objectStore('copies')
  const found = answer.reset
    ? await store.getAll(IDBKeyRange.bound([id], [id, []]))
    : await Promise.all([...touched].map(async (record) => store.get([id, record])))
  const looks = progress.pruned !== dayOf(now) || Object.values(answer.reset ?? {}).includes('history')
  return {
    account: id,
    scopes: roles.map(({ unit }) => unit),
    copies: Object.fromEntries(found.flatMap((copy) => (copy ? [[copy.id, copy]] : []))),
    outbox,
    journal: looks ? await tx.objectStore('journal').index('account').getAll(id) : [],
    refused: await tx.objectStore('refused').index('account').getAll(id),
    progress,
  }
}

function writeCopies(tx: Tx<'readwrite'>, account: string, before: State['copies'], after: State['copies']): string[] {
  const store = tx.objectStore('copies')
  const away = Object.keys(before).filter((id) => !after[id])
  for (const id of away) onItsWay(store.delete([account, id]))
  const fresh = Object.values(after).filter((copy: Copy) => before[copy.id] !== copy)
  for (const copy of fresh) onItsWay(store.put(copy, [account, copy.id]))
  return [...away, ...fresh.map(({ id }) => id)]
}

function writeItems(tx: Tx<'readwrite'>, name: 'outbox' | 'journal' | 'refused', before: Item[], after: Item[]): void {
  const store = tx.objectStore(name)
  const there = new Set(after.map(({ n }) => n))
  for (const { n } of before) if (!there.has(n)) onItsWay(store.delete(n))
  for (const item of after) if (!before.includes(item)) onItsWay(store.put(item))
}
