import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Account } from '../../src/core/types/account'
import type { Item } from '../../src/core/types/mutation'
import { save } from '../../src/records/records'
import { delay, larger, pick, request } from '../../src/sync/batch'
import { exchangeOnce, type Round } from '../../src/sync/exchange'
import { dump, ME, newPhone, UNIT } from '../fixtures/phone'
import { Line, Server } from '../fixtures/server'

let account: Account
let line: Line
const fresh = (note: string) => save({ unit: UNIT, form: 'probe@1', set: { note } })

/** Exchanges until there is nothing more to say; how many it took. */
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

it('a batch that is too large is halved until it fits, and grows again', async () => {
  for (let n = 0; n < 40; n++) await fresh(`v${n}`)
  line.server.limit = 10
  await quiet(60)
  expect(line.server.log).toHaveLength(40)
  const sizes = line.server.requests.map((body) => body.mutations?.length ?? 0)
  expect(sizes.slice(0, 3)).toEqual([40, 20, 10])
  expect(sizes[3]).toBeGreaterThan(15)
})

it('no request is heavier than a weak signal carries, whatever an earlier release had allowed', () => {
  const outbox = Array.from({ length: 500 }, (_, n): Item => {
    const mutation = { id: `m${n}`, at: '', do: 'put', unit: UNIT, set: { note: 'x'.repeat(1_000) } }
    return { n, account: ME, record: `m${n}`, mutation }
  })
  const bytes = (batchBytes: number) =>
    JSON.stringify(pick(outbox, { batchBytes, batchCount: 500 }).map((one) => one.mutation)).length
  expect(bytes(1024 * 1024)).toBeLessThan(236 * 1024)
  expect(larger({ batchBytes: 1024 * 1024 }, outbox).batchBytes).toBe(236 * 1024)
})

it('one mutation that spoils its whole request ends up alone, is refused, and stops no other', async () => {
  for (const note of ['a', 'b', 'poison', 'c', 'd']) await fresh(note)
  await quiet(40)
  expect(line.server.log.map(({ mutation }) => mutation.set?.note).sort()).toEqual(['a', 'b', 'c', 'd'])
  expect((await dump()).refused).toMatchObject([{ outcome: { refused: { code: 'malformed' } } }])
})

it('a timeout halves the batch', async () => {
  for (let n = 0; n < 8; n++) await fresh(`v${n}`)
  const real = setTimeout
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  vi.stubGlobal('fetch', (_: string, { signal }: RequestInit) => {
    return new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason)))
  })
  let round: Round | undefined
  const over = exchangeOnce(account).then((told) => {
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

it('no more than 500 ids are confirmed at a time', () => {
  const outbox = Array.from({ length: 700 }, (_, n): Item => {
    const mutation = { id: `m${n}`, at: '', do: 'put', unit: UNIT }
    return { n, account: ME, record: `m${n}`, mutation, outcome: { version: '1.aaaaaaaa' } }
  })
  expect(request(outbox, [], {}).confirm[UNIT]).toHaveLength(500)
})

it('what a restore took back is sent with the version that it had', () => {
  const item = (id: string, more: Partial<Item>): Item => {
    const mutation = { id, at: '', do: 'put', unit: UNIT }
    return { n: 1, account: ME, record: id, mutation, ...more }
  }
  const outbox = [item('m1', { before: '1.aaaaaaaa' }), item('m2', {})]
  expect(request(outbox, outbox, {}).applied).toEqual({ m1: '1.aaaaaaaa' })
  expect(request(outbox, outbox.slice(1), {})).not.toHaveProperty('applied')
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
  expect([0, 1, 2, 3].map((failures) => delay(failures, 1))).toEqual([4, 8, 16, 32])
  expect([0, 1, 2, 3].map((failures) => delay(failures, 0))).toEqual([2, 4, 8, 16])
  expect(delay(50, 1)).toBe(300)
  expect(delay(50, 0)).toBe(150)
})

it('phones that a server asked to wait as long come back one after the other, none too soon', () => {
  expect([0, 0.5, 1].map((chance) => delay(0, chance, 60))).toEqual([60, 75, 90])
  expect(delay(9, 0, 1)).toBe(150)
})
