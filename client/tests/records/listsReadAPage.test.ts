import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { matches } from '../../src/core/folding'
import type { Catalog } from '../../src/core/types/catalog'
import type { Copy } from '../../src/core/types/record'
import type { Register } from '../../src/core/types/register'
import { write } from '../../src/store/database'
import { COPY } from '../fixtures/copy'
import { load, ME, newPhone, person, UNIT } from '../fixtures/phone'

const { folded } = vi.hoisted(() => ({ folded: [] as string[] }))
vi.mock('../../src/core/folding', async (real) => {
  const { fold, ...others } = await real<typeof import('../../src/core/folding')>()
  const noting = (text: string) => {
    folded.push(text)
    return fold(text)
  }
  return { ...others, fold: noting }
})

const COUNT = 600
const REST = 6_000 // milliseconds after a change, in which what was made of the records is stored
const WORDS = ['Trồng', 'rau', 'sạch', 'tưới', 'cây', 'đọc', 'sách', 'thư', 'viện', 'Rau']
const copyOf = (n: number): Copy => ({
  ...COPY,
  id: `r${String(n).padStart(4, '0')}`,
  version: `${n + 1}.aaaaaaaa`,
  data: { title: `${WORDS[n % 10]} ${WORDS[Math.floor(n / 10) % 10]} số${n}` },
})
const PROBE: Partial<Register> = {
  key: 'probe',
  title: { vi: '', en: '' },
  list: { title: 'title' },
  period_from: 'day',
  fields: [],
}
const CATALOG = { hash: 'h', units: [], registers: [PROBE], periods: [], people: [] } as unknown as Catalog
const COPIES = Array.from({ length: COUNT }, (_, n) => copyOf(n))
Object.assign(COPIES[1] as Copy, { period: '2025-2026', data: { ...copyOf(1).data, day: '2026-01-02' } })
const titled = (q: string) => COPIES.filter(({ data }) => matches(q, data.title)).map(({ id }) => id)

const AT = { cursor: 'c1', changed: { cursor: 'c1', editions: [] } }

let read: string[] // ids of the copies that were read from the store
const { get, getAll } = IDBObjectStore.prototype

beforeEach(async () => {
  await newPhone()
  await load({ account: ME, copies: Object.fromEntries(COPIES.map((copy) => [copy.id, copy])), ...AT })
  await write(['catalogs'], (tx) => tx.objectStore('catalogs').put(CATALOG, ME))
  IDBObjectStore.prototype.get = noted(get)
  IDBObjectStore.prototype.getAll = noted(getAll)
  vi.stubGlobal('requestIdleCallback', setImmediate)
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true, advanceTimeDelta: 1 })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  Object.assign(IDBObjectStore.prototype, { get, getAll })
})

/** The method of a store, which notes the copies that it gives. */
function noted<Method extends typeof get | typeof getAll>(real: Method): Method {
  return function (this: IDBObjectStore, ...given: Parameters<Method>) {
    const request = real.apply(this, given as never)
    if (this.name === 'copies') {
      request.addEventListener('success', () => read.push(...[request.result].flat().map((copy: Copy) => copy?.id)))
    }
    return request
  } as Method
}

/** The app as it starts, with nothing in memory. */
async function started() {
  vi.resetModules()
  read = []
  folded.length = 0
  await (await import('../../src/records/catalog')).catalog()
  const { find, listed, listedNow, whole } = await import('../../src/records/find')
  const { lineOf } = await import('../../src/records/lines')
  const { save } = await import('../../src/records/records')
  const { takeIn } = await import('../../src/sync/transactions')
  const { announce } = await import('../../src/store/announcements')
  const { keptAnswer } = await import('../../src/store/cache')
  const ids = async (filter = {}) => (await find(filter)).map(({ id }) => id)
  /** Time goes by, and what was made of the records is stored. */
  const rest = async () => {
    await vi.advanceTimersByTimeAsync(REST)
    await vi.waitFor(async () => expect(await keptAnswer(ME, 'lines')).toBeDefined())
  }
  return { find, listed, listedNow, lineOf, ids, whole, save, takeIn, announce, rest }
}

/** The copies that `work` reads. */
async function reads(work: () => Promise<unknown>): Promise<string[]> {
  read = []
  await work()
  return read
}

it('a list is found, counted and drawn without reading a record', async () => {
  const { find, lineOf, whole } = await started()
  const found = await find({ unit: UNIT })
  expect(found).toHaveLength(COUNT)
  expect(await reads(() => find({ status: ['draft'] }))).toEqual([])
  // Who needs some whole reads these, and with more only what comes.
  const page = found.slice(0, 50)
  expect(await reads(() => whole(page))).toEqual(page.map(({ id }) => id))
  expect(await reads(() => whole(found.slice(0, 100)))).toEqual(found.slice(50, 100).map(({ id }) => id))
  expect(found).toMatchObject((await whole(found)).map(lineOf))
})

it('a search that is typed finds at each letter what a search for all of it finds', async () => {
  const { find, listed, listedNow } = await started()
  expect(listedNow(() => true)).toBeUndefined() // nobody has asked yet
  const odd = ({ id }: { id: string }) => /[13579]$/.test(id)
  await (await listed(odd)).ready()
  const list = listedNow(odd)
  const typed = ['s', 'sa', 'sa ', 'sa r', 'sa ra', 'sa r', 'sau', 'Sá', 'sá số1', 'sá số12', 'ra số12', '12', '1', '']
  for (const q of typed) expect(list?.now(q), q).toEqual((await find({ q })).filter(odd))
})

it('each record is read and each word folded once, whatever is searched', async () => {
  const { ids } = await started()
  expect(await ids({ q: 'rau' })).toEqual(titled('rau').reverse())
  expect(read.sort()).toEqual(COPIES.map(({ id }) => id))
  expect(folded.filter((text) => text !== 'rau')).toHaveLength(WORDS.length - 1 + COUNT + 1) // and a day
  for (const q of ['s', 'sa', 'sach', 'sách trồng', 'số7', 'không có']) {
    folded.length = 0
    expect(await reads(async () => expect(await ids({ q })).toEqual(titled(q).reverse()))).toEqual([])
    expect(folded).toEqual([q])
  }
})

it('the app starts with what it made of the records before, and reads none of them again', async () => {
  const before = await started()
  await before.ids()
  await before.rest()
  const { ids, whole, find, lineOf } = await started()
  expect(await ids({ q: 'rau' })).toEqual(titled('rau').reverse())
  expect(read).toEqual([])
  expect(folded).toEqual(['rau'])
  const found = await find()
  expect(read).toEqual([])
  expect(found).toMatchObject((await whole(found)).map(lineOf))
  expect(await whole((await find({ q: 'số599' })).slice(0, 1))).toMatchObject([{ id: 'r0599', data: copyOf(599).data }])
})

it('what has changed since is read again, and that alone', async () => {
  const before = await started()
  await before.ids()
  await before.rest()
  const made = await before.save({ unit: UNIT, form: 'probe@1', set: { title: 'Trồng hoa' } })
  await before.save({ unit: UNIT, record: 'r0007', set: { title: 'Hoa ban' } })
  const { ids } = await started()
  expect(await ids({ q: 'hoa' })).toEqual(['r0007', made])
  expect(await ids({ q: 'số7' })).toEqual(
    titled('số7')
      .filter((id) => id !== 'r0007')
      .reverse(),
  )
  expect([...new Set(read)].filter(Boolean)).toEqual(['r0007'])
})

/** An answer that changes r0003 and takes r0004 away, for which the app is killed before a word of it was told. */
async function killedAfterAnswer(cursor: string) {
  const before = await started()
  await before.ids()
  await before.rest()
  const account = { ...person(ME), turn: 1 }
  const changed = { ...copyOf(3), version: '700.bbbbbbbb', data: { title: 'Hoa ban' } }
  await before.takeIn(account, cursor, { nonce: '', changes: [changed], gone: ['r0004'], cursor: 'later' })
}

it('what an answer brought to a phone that was killed is read at its next start, and that alone', async () => {
  await killedAfterAnswer('c1')
  const { ids } = await started()
  expect(await ids({ q: 'ban' })).toEqual(['r0003'])
  expect(await ids({ q: 'số4' })).not.toContain('r0004')
  expect([...new Set(read)].filter(Boolean)).toEqual(['r0003'])
})

it('where an older release moved the cursor, all copies are read again', async () => {
  const all = Object.fromEntries(COPIES.map((copy) => [copy.id, copy]))
  await load({ account: ME, copies: all, ...AT, cursor: 'c2' })
  await killedAfterAnswer('c2')
  expect(await (await started()).ids({ q: 'ban' })).toEqual(['r0003'])
  expect(read.length).toBe(COUNT - 1)
})

it('a page that comes back by *back* shows what another tab changed while it was away', async () => {
  const page = new EventTarget()
  vi.stubGlobal('window', page)
  const { find, ids, whole } = await started()
  const [first] = await find({ q: 'số599' })
  expect(await whole(first ? [first] : [])).toHaveLength(1)
  const changed = { ...copyOf(599), data: { title: 'Hoa ban' } }
  await load({ account: ME, copies: { r0599: changed }, cursor: 'c2' })
  page.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }))
  await vi.waitFor(async () => expect(await ids({ q: 'hoa ban' })).toEqual(['r0599']))
  expect(await whole(await find({ q: 'hoa ban' }))).toMatchObject([{ data: changed.data }])
})
