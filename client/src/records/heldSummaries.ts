/**
 * Holds the summaries of the account in use in memory. They are made once of all its records, a slice at a time so that
 * taps are answered between; from then on each change of a record renews its own. What is made of many records is stored,
 * so that the app starts with it.
 */

import { changedSince } from '../core/editions'
import type { Progress } from '../core/types/exchange'
import type { Item } from '../core/types/mutation'
import { listen } from '../store/announcements'
import { keepAnswer, keptAnswer } from '../store/cache'
import { read } from '../store/database'
import { atHand } from './catalog'
import { show, some } from './shown'
import { type Kept, Summaries } from './summaries'

declare const __APP__: string | undefined

const SLICE = 500 // copies read and taken in at a time
const FEW = 20 // changed records whose mutations are looked for one by one
const WORTH = 500 // records from which on summaries are stored
const REST = 5_000 // milliseconds without a change after which they are
const KEPT = 'lines'

type Stamp = { mark: Progress; text: string; copies: number }

interface Held {
  account: string
  catalog: string | undefined
  all: Promise<Summaries>
  /** Undefined while they are being made or renewed. */
  now?: Summaries | undefined
}
let held: Held | null = null
let timer: ReturnType<typeof setTimeout> | undefined

/** The summaries of an account's records, made anew where its catalog has changed, as names and labels are searched. */
export function summaries(account: string): Promise<Summaries> {
  const catalog = atHand()?.hash
  if (held?.account !== account || held.catalog !== catalog) {
    held = holding({ account, catalog, all: begun(account) })
  }
  return held.all
}

/** The same without waiting; undefined where they have to be waited for. */
export function summariesNow(account: string): Summaries | undefined {
  return held?.account === account && held.catalog === atHand()?.hash ? held.now : undefined
}

function holding(one: Held): Held {
  const { all } = one
  one.now = undefined
  all.then((made) => {
    if (one.all === all) one.now = made
  }, forget)
  return one
}

function forget() {
  held = null
}

listen(({ account, records, edition }) => {
  if (held?.account !== account) return
  if (!records) return forget()
  if (!records.length) return
  const all = held.all.then((was) => {
    // Another tab's news may come in another order than its answers: then nobody knows which edition this is.
    was.edition = edition === was.edition + 1 ? edition : edition && edition > was.edition ? Number.NaN : was.edition
    return renewed(was, account, records)
  })
  held.all = all
  holding(held).all.then(
    () => keepSoon(account),
    () => {}, // forgotten already
  )
})

async function renewed(all: Summaries, account: string, records: string[]): Promise<Summaries> {
  const items = records.length > FEW && (await itemsOf(account))
  const read = await some(account, records, (id) => !items || items.has(id))
  const found = new Map(read.map((shown) => [shown.id, shown]))
  for (const id of records) {
    const shown = found.get(id)
    if (shown) all.put(shown)
    else all.drop(id)
  }
  void all.index()
  return all
}

async function begun(account: string): Promise<Summaries> {
  const stamp = await stampOf(account)
  const { mark } = stamp
  const kept = stamp.copies < WORTH ? undefined : (await keptAnswer(account, KEPT).catch(() => undefined))?.body
  const changed = kept?.stamp === stamp.text ? changedSince(mark, kept.edition) : undefined
  if (!changed) return made(account, mark.edition ?? 0)
  const all = new Summaries(mark.edition ?? 0, kept?.packed as Kept)
  const items = await itemsOf(account)
  if (changed.length) keepSoon(account)
  return renewed(all, account, [...new Set([...items.keys(), ...all.unsettled(), ...changed])])
}

async function made(account: string, edition: number): Promise<Summaries> {
  const all = new Summaries(edition)
  const items = await itemsOf(account)
  const put = (id: string, copy: Parameters<typeof show>[1]) => {
    const shown = show(account, copy, ...(items.get(id) ?? [[], []]))
    if (shown) all.put(shown)
    items.delete(id)
  }
  for (let last: string | undefined = ''; last !== undefined; ) {
    const range = IDBKeyRange.bound([account, last], [account, []], true)
    const copies = await read(['copies'], (tx) => tx.objectStore('copies').getAll(range, SLICE))
    for (const copy of copies) put(copy.id, copy)
    last = copies[SLICE - 1]?.id
  }
  for (const id of items.keys()) put(id, null)
  void all.index()
  keepSoon(account)
  return all
}

/** What stored summaries must be of to be used: this release and catalog (`text`), and known editions of the copies. */
async function stampOf(account: string): Promise<Stamp> {
  return read(['marks', 'copies'], async (tx) => {
    const mark = (await tx.objectStore('marks').get(account)) ?? {}
    const copies = await tx.objectStore('copies').count(IDBKeyRange.bound([account], [account, []]))
    const text = JSON.stringify([typeof __APP__ === 'undefined' ? '' : __APP__, atHand()?.hash])
    return { mark, text, copies }
  })
}

function keepSoon(account: string): void {
  clearTimeout(timer)
  timer = setTimeout(() => void keep(account).catch(() => {}), REST)
}

/** Stores the summaries, if they are many, and of the copies as they are now. Where that fails they are made again. */
async function keep(account: string): Promise<void> {
  if (held?.account !== account) return
  const all = await held.all
  await all.index()
  const { mark, text, copies } = await stampOf(account)
  const { edition = 0 } = mark
  if (copies < WORTH || edition !== all.edition) return
  await keepAnswer(account, KEPT, {
    body: { stamp: text, edition, packed: all.packed() },
    at: new Date().toISOString(),
  })
}

/** Record → its mutations in the outbox and its refused ones. */
async function itemsOf(account: string): Promise<Map<string, [Item[], Item[]]>> {
  const [queue, refused] = await read(
    ['outbox', 'refused'],
    async (tx): Promise<[Item[], Item[]]> => [
      await tx.objectStore('outbox').index('account').getAll(account),
      await tx.objectStore('refused').index('account').getAll(account),
    ],
  )
  const items = new Map<string, [Item[], Item[]]>()
  const of = (id: string): [Item[], Item[]] => {
    const found = items.get(id) ?? [[], []]
    items.set(id, found)
    return found
  }
  for (const item of queue) of(item.record)[0].push(item)
  for (const item of refused) of(item.record)[1].push(item)
  return items
}
