import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Account } from '../../src/core/types/account'
import type { Item } from '../../src/core/types/mutation'
import { act, dismiss, get, list, mend, openForm, save } from '../../src/records/records'
import { keep } from '../../src/store/accounts'
import { listen, type News } from '../../src/store/announcements'
import { delay, pick, request } from '../../src/sync/batch'
import { once, type Round } from '../../src/sync/exchange'
import { dump, ME, newPhone, person, UNIT } from '../fixtures/phone'
import { Line, Server, STRANGER } from '../fixtures/server'

let account: Account
let line: Line
const form = 'probe@1'
const fresh = (note: string) => save({ unit: UNIT, form, set: { note } })

async function quiet(limit = 20): Promise<number> {
  for (let rounds = 1; rounds <= limit; rounds++) if (!(await once(account)).again) return rounds
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
  expect((await once(account)).problem).toBe('network')
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
  expect(await once(account)).toMatchObject({ problem: 'network' })
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
  expect(await once(account)).toMatchObject({ problem: 'network', again: false })
  expect((await dump()).copies).toEqual({})
})

it('a batch that is too large is halved until it fits, and grows again', async () => {
  for (let n = 0; n < 40; n++) await fresh(`v${n}`)
  line.server.limit = 10
  await quiet(60)
  expect(line.server.log).toHaveLength(40)
  const sizes = line.server.requests.map((body) => body.mutations?.length ?? 0)
  expect(sizes.slice(0, 3)).toEqual([40, 20, 10])
  expect(sizes[3]).toBeGreaterThan(15)
})

it('one mutation that spoils its whole request ends up alone, is refused, and stops no other', async () => {
  for (const note of ['a', 'b', 'poison', 'c', 'd']) await fresh(note)
  await quiet(40)
  expect(line.server.log.map(({ mutation }) => mutation.set?.note).sort()).toEqual(['a', 'b', 'c', 'd'])
  expect((await dump()).refused).toMatchObject([{ outcome: { refused: { code: 'malformed' } } }])
})

it('one that is too large by itself is tried alone, last, and stays', async () => {
  await fresh('a')
  line.server.limit = 0
  await quiet()
  line.server.limit = 1
  await fresh('b')
  await quiet()
  expect(line.server.log.map(({ mutation }) => mutation.set?.note)).toEqual(['b', 'a'])
})

it('a timeout halves the batch', async () => {
  for (let n = 0; n < 8; n++) await fresh(`v${n}`)
  const real = setTimeout
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  vi.stubGlobal('fetch', (_: string, { signal }: RequestInit) => {
    return new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason)))
  })
  let round: Round | undefined
  const over = once(account).then((told) => {
    round = told
  })
  while (!round) {
    await new Promise((resolve) => real(resolve, 0))
    vi.advanceTimersByTime(1_000)
  }
  await over
  expect(round).toMatchObject({ problem: 'timeout' })
  expect((await dump()).batchCount).toBe(4)
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
  const slow = once(account)
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

it('a change that arrives under an open form is seen as a conflict, not overwritten', async () => {
  const record = await fresh('một')
  await quiet()
  const opened = await openForm(record)
  const base = (await get(record))?.version as string
  line.server.take({ id: 's', at: '', do: 'put', unit: UNIT, record, base, set: { note: 'cô Mai' } }, STRANGER)
  await quiet()
  await save({ unit: UNIT, record, set: { note: 'tôi' }, opened })
  await quiet()
  const shown = await get(record)
  expect(shown?.data.note).toBe('cô Mai')
  const [[id, kept] = ['']] = Object.entries(shown?.conflicts.note ?? {})
  expect(kept?.value).toBe('tôi')
  await save({ unit: UNIT, record, set: { note: 'tôi' }, resolves: { note: [id] } })
  expect((await get(record))?.conflicts).toEqual({})
})

it('a refused creation stays to be seen, and is mended under the same id', async () => {
  const record = await fresh('bad')
  await quiet()
  const shown = await get(record)
  expect(shown).toMatchObject({ data: { note: 'bad' }, local: true, pending: 0, refused: [{ code: 'invalid' }] })
  expect(await list()).toHaveLength(1)
  const edit = await mend(record)
  await save({ ...edit, unit: UNIT, set: { note: 'tốt' } })
  await quiet()
  expect(await get(record)).toMatchObject({ data: { note: 'tốt' }, refused: [], local: false })
  expect((await dump()).refused).toHaveLength(1)
})

it('a refused decision is read and let be', async () => {
  const record = await fresh('một')
  await quiet()
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    const answer = await (await line.fetch(path, init)).json()
    const ids = line.server.requests[line.server.requests.length - 1]?.mutations ?? []
    for (const { id } of ids) answer.outcomes[id] = { refused: { code: 'stale', detail: 'đã đổi' } }
    return new Response(JSON.stringify(answer))
  })
  await act('verify', record)
  expect((await get(record))?.pending).toBe(1)
  await quiet()
  expect((await get(record))?.refused).toMatchObject([{ code: 'stale', detail: 'đã đổi' }])
  await dismiss(record)
  expect((await get(record))?.refused).toEqual([])
  expect(await mend(record)).toBeNull()
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
  expect(await once(account)).toMatchObject({ problem: 'unauthenticated', again: false })
  expect((await dump()).outbox).toHaveLength(1)
})

it('the server is asked to be patient only as long as it says', async () => {
  const headers = { 'Retry-After': '40' }
  vi.stubGlobal('fetch', async () => new Response('{"code":"slow_down"}', { status: 429, headers }))
  expect(await once(account)).toMatchObject({ problem: 'slow_down', after: 40 })
})

it("the phone's clock is compared with the server's", async () => {
  vi.useFakeTimers({ now: Date.now() + 3 * 86_400_000, toFake: ['Date'] })
  const server = Date.now() - 3 * 86_400_000
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    const answer = await (await line.fetch(path, init)).json()
    return new Response(JSON.stringify({ ...answer, now: new Date(server).toISOString() }))
  })
  expect((await once(account)).clock).toBe(3 * 24 * 60)
})

it('the state of the queue is told when it has changed, and free space to one digit', async () => {
  vi.stubGlobal('navigator', { storage: { estimate: async () => ({ quota: 512e6, usage: 100e6 }) } })
  await quiet()
  await quiet()
  expect(line.server.requests.map(({ queue }) => queue)).toEqual([{ mutations: 0, photos: 0, free_mb: 400 }, undefined])
})

it('no more than 500 ids are confirmed at a time', () => {
  const outbox = Array.from({ length: 700 }, (_, n): Item => {
    const mutation = { id: `m${n}`, at: '', do: 'put', unit: UNIT }
    return { n, account: ME, record: `m${n}`, mutation, outcome: { version: '1.aaaaaaaa' } }
  })
  expect(request(outbox, [], {}).confirm[UNIT]).toHaveLength(500)
})

it('a batch is bounded by bytes and by count, and holds one at least', () => {
  const big = (n: number, size: number): Item => {
    const mutation = { id: `m${n}`, at: '', do: 'put', unit: UNIT, set: { note: 'ă'.repeat(size / 2) } }
    return { n, account: ME, record: `m${n}`, mutation }
  }
  expect(pick([big(1, 100_000), big(2, 10)], {})).toHaveLength(1)
  expect(
    pick(
      Array.from({ length: 9 }, (_, n) => big(n, 15_000)),
      {},
    ),
  ).toHaveLength(4)
  expect(
    pick(
      Array.from({ length: 300 }, (_, n) => big(n, 10)),
      {},
    ),
  ).toHaveLength(200)
})

it('retries back off from 2 s to 5 min, spread', () => {
  expect([0, 1, 2, 3].map((failures) => delay(failures, 1))).toEqual([2, 4, 8, 16])
  expect(delay(50, 1)).toBe(300)
  expect(delay(50, 0)).toBe(150)
})

it('a mutation goes out exactly as it was, and word of a change names its records', async () => {
  const heard: News[] = []
  const deaf = listen((news) => heard.push(news))
  const record = await save({ unit: UNIT, form, set: { note: 've\u0302' } })
  const [item] = (await dump()).outbox as Item[]
  await quiet()
  deaf()
  expect(line.server.requests[0]?.mutations).toEqual([item?.mutation])
  expect(item?.mutation.set?.note).toBe('vê')
  expect(heard).toEqual([
    { account: ME, records: [record], saved: true },
    { account: ME, records: [record] },
  ])
})
