import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Account } from '../../src/core/types/account'
import type { Item } from '../../src/core/types/mutation'
import { get, list, save } from '../../src/records/records'
import { keep } from '../../src/store/accounts'
import { type Announcement, listen } from '../../src/store/announcements'
import { read } from '../../src/store/database'
import { exchangeOnce } from '../../src/sync/exchange'
import { dump, ME, newPhone, person, UNIT } from '../fixtures/phone'
import { Line, Server, STRANGER } from '../fixtures/server'

let account: Account
let line: Line
const form = 'probe@1'
const fresh = (note: string) => save({ unit: UNIT, form, set: { note } })

async function quiet(limit = 20): Promise<number> {
  for (let rounds = 1; rounds <= limit; rounds++) if (!(await exchangeOnce(account)).again) return rounds
  return limit
}

beforeEach(async () => {
  account = await newPhone()
  line = new Line(new Server())
  vi.stubGlobal('fetch', line.fetch)
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

it('what was sent is frozen before it leaves: the next edit is another mutation', async () => {
  const record = await fresh('một')
  line.next = 'late'
  expect((await exchangeOnce(account)).problem).toBe('network')
  await save({ unit: UNIT, record, set: { note: 'hai' } })
  const [first, second] = (await dump()).outbox as Item[]
  expect(first?.mutation.set).toEqual({ note: 'một' })
  expect(second?.mutation.after).toBe(first?.mutation.id)
  line.arrive()
  await quiet()
  expect(line.server.log.map(({ mutation }) => mutation.set?.note)).toEqual(['một', 'hai'])
})

it.each(['portal', 'cut'] as const)('an answer that is not whole and ours (%s) is not believed', async (fault) => {
  await fresh('một')
  line.next = fault
  expect(await exchangeOnce(account)).toMatchObject({ problem: 'network' })
  expect((await dump()).outbox).toHaveLength(1)
  await quiet()
  expect((await dump()).outbox).toEqual([])
})

it('an answer to another request is not believed', async () => {
  await fresh('một')
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    const answer = await (await line.fetch(path, init)).json()
    return new Response(JSON.stringify({ ...answer, nonce: 'other' }))
  })
  expect(await exchangeOnce(account)).toMatchObject({ problem: 'network', again: false })
  expect((await dump()).copies).toEqual({})
})

it('two tabs without locks do everything once', async () => {
  const record = await fresh('một')
  await Promise.all([quiet(), quiet(), quiet()])
  line.server.take({ id: 's', at: '', do: 'put', unit: UNIT, record, set: { n: 1 } }, STRANGER)
  await save({ unit: UNIT, record, set: { note: 'hai' } })
  await Promise.all([quiet(), quiet(), quiet()])
  expect(line.server.log).toHaveLength(3)
  const { outbox, journal, copies } = await dump()
  expect([outbox.length, journal.length]).toEqual([0, 2])
  expect(copies[record].data).toEqual({ note: 'hai', n: 1 })
})

it('an answer that another tab has overtaken is as good as lost', async () => {
  const record = await fresh('một')
  await quiet()
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    const answer = await line.fetch(path, init)
    await held
    return answer
  })
  const slow = exchangeOnce(account)
  await vi.waitFor(() => expect(line.server.requests).toHaveLength(2))
  vi.stubGlobal('fetch', line.fetch)
  await save({ unit: UNIT, record, set: { note: 'hai' } })
  await quiet()
  const { cursor } = await dump()
  release()
  expect(await slow).toEqual({ again: true })
  expect((await dump()).cursor).toBe(cursor)
  expect((await get(record))?.data.note).toBe('hai')
})

it("another account's rows are its own, and what it left unsent is still there", async () => {
  await fresh('một')
  await keep(person(STRANGER), true)
  expect(await list()).toEqual([])
  await fresh('hai')
  expect((await dump(ME)).outbox).toHaveLength(1)
  expect((await dump(STRANGER)).outbox).toHaveLength(1)
  await keep({ id: STRANGER, out: true })
  expect((await list()).map(({ data }) => data.note)).toEqual(['một'])
  expect((await dump(STRANGER)).outbox).toHaveLength(1)
})

it('401 loses nothing and is named', async () => {
  await fresh('một')
  vi.stubGlobal('fetch', async () => new Response('{"code":"unauthenticated"}', { status: 401 }))
  expect(await exchangeOnce(account)).toMatchObject({ problem: 'unauthenticated', again: false })
  expect((await dump()).outbox).toHaveLength(1)
})

it('the server is asked to be patient only as long as it says', async () => {
  const headers = { 'Retry-After': '40' }
  vi.stubGlobal('fetch', async () => new Response('{"code":"slow_down"}', { status: 429, headers }))
  expect(await exchangeOnce(account)).toMatchObject({ problem: 'slow_down', after: 40 })
})

it("the phone's clock is compared with the server's", async () => {
  vi.useFakeTimers({ now: Date.now() + 3 * 86_400_000, toFake: ['Date'] })
  const server = Date.now() - 3 * 86_400_000
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    const answer = await (await line.fetch(path, init)).json()
    return new Response(JSON.stringify({ ...answer, now: new Date(server).toISOString() }))
  })
  expect((await exchangeOnce(account)).clock).toBe(3 * 24 * 60)
  const mark = await read(['marks'], (tx) => tx.objectStore('marks').get(account.id))
  expect(mark?.lastSync).toBe(new Date(server).toISOString())
})

it('the state of the queue is told when it has changed, and free space to one digit', async () => {
  vi.stubGlobal('navigator', { storage: { estimate: async () => ({ quota: 512e6, usage: 100e6 }) } })
  await quiet()
  await quiet()
  expect(line.server.requests.map(({ queue }) => queue)).toEqual([{ mutations: 0, photos: 0, free_mb: 400 }, undefined])
})

it('a session is given the app and the report once, and so are the next session and a restored server', async () => {
  const given = () => line.server.requests.map(({ app, queue }) => [!!app, !!queue])
  await quiet()
  await quiet()
  expect(given()).toEqual([
    [true, true],
    [false, false],
  ])
  account = { ...account, turn: 2 }
  await quiet()
  await quiet()
  expect(given().slice(2)).toEqual([
    [true, true],
    [false, false],
  ])
  await fresh('một')
  await quiet()
  line.server.restore(0)
  const before = line.server.requests.length
  await quiet()
  expect(given().slice(before)).toEqual([[false, false], [true, true], ...given().slice(before + 2)])
  expect(
    given()
      .slice(before + 2)
      .every(([app]) => !app),
  ).toBe(true)
})

it('a mutation goes out exactly as it was, and word of a change names its records', async () => {
  const heard: Announcement[] = []
  const deaf = listen((news) => heard.push(news))
  const record = await save({ unit: UNIT, form, set: { note: 've\u0302' } })
  const [item] = (await dump()).outbox as Item[]
  await quiet()
  deaf()
  expect(line.server.requests[0]?.mutations).toEqual([item?.mutation])
  expect(item?.mutation.set?.note).toBe('vê')
  expect(heard).toEqual([
    { account: ME, records: [record], saved: true },
    { account: ME, records: [record], edition: 1 },
  ])
})
