import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Account } from '../../src/core/types/account'
import type { Item } from '../../src/core/types/mutation'
import { get, save } from '../../src/records/records'
import { pick } from '../../src/sync/batch'
import { exchangeOnce } from '../../src/sync/exchange'
import { dump, ME, newPhone, UNIT } from '../fixtures/phone'
import { Line, Server } from '../fixtures/server'

let account: Account
let line: Line
const fresh = (note: string) => save({ unit: UNIT, form: 'probe@1', set: { note } })
const notes = () => line.server.log.map(({ mutation }) => mutation.set?.note)

async function quiet(): Promise<void> {
  for (let rounds = 0; rounds < 20; rounds++) if (!(await exchangeOnce(account)).again) return
}

/** One exchange that the server finds too large, whatever it holds. */
async function tooLarge(): Promise<void> {
  line.server.limit = 0
  await exchangeOnce(account)
  line.server.limit = 500
}

beforeEach(async () => {
  account = await newPhone()
  line = new Line(new Server())
  vi.stubGlobal('fetch', line.fetch)
})
afterEach(() => vi.unstubAllGlobals())

it('a creation that was set apart keeps its place before its own later edit', async () => {
  const record = await fresh('một')
  await tooLarge()
  await save({ unit: UNIT, record, set: { note: 'hai' } })
  await quiet()
  expect(notes()).toEqual(['một', 'hai'])
  expect((await dump()).refused).toEqual([])
  expect(await get(record)).toMatchObject({ data: { note: 'hai' }, pending: 0, refused: [] })
})

it('it lets other records go first, and then goes alone', async () => {
  const record = await fresh('một')
  await tooLarge()
  await save({ unit: UNIT, record, set: { note: 'hai' } })
  await fresh('ba')
  await quiet()
  expect(notes()).toEqual(['ba', 'một', 'hai'])
  const sent = line.server.requests.map(({ mutations }) => mutations?.map(({ set }: Item['mutation']) => set?.note))
  expect(sent).toContainEqual(['một'])
})

it('one that is too large even alone is refused, and what was typed stays to be mended', async () => {
  const record = await fresh('một')
  line.server.limit = 0
  await quiet()
  expect((await dump()).outbox).toEqual([])
  expect(await get(record)).toMatchObject({ data: { note: 'một' }, refused: [{ code: 'too_large' }] })
  line.server.limit = 1
  await fresh('hai')
  await quiet()
  expect(notes()).toEqual(['hai'])
})

it('one that the server took before it was restored is never refused for its size, and is not hurried', async () => {
  const record = await fresh('một')
  await quiet()
  await save({ unit: UNIT, record, set: { note: 'hai' } })
  line.server.restore(0)
  await exchangeOnce(account)
  line.server.limit = 0
  await quiet()
  expect(await exchangeOnce(account)).toMatchObject({ again: false, problem: 'too_large' })
  expect((await dump()).outbox.map(({ mutation }: Item) => mutation.set?.note)).toEqual(['một', 'hai'])
  line.server.limit = 500
  await quiet()
  expect(notes()).toEqual(['một', 'hai'])
  expect(await get(record)).toMatchObject({ data: { note: 'hai' }, pending: 0, refused: [] })
})

const item = (n: number, record: string, more: Partial<Item> = {}): Item => {
  const mutation = { id: `m${n}`, at: '', do: 'put', unit: UNIT, record }
  return { n, account: ME, record, mutation, ...more }
}
const picked = (...outbox: Item[]) => pick(outbox, {}).map(({ n }) => n)
const waits = { outcome: { wait: true as const } }

it('what stands before it on its record is held up by nothing', () => {
  expect(picked(item(1, 'r'), item(2, 'r', { alone: true }), item(3, 'r'))).toEqual([1])
})

it('one that waits for the server holds up neither what was set apart nor what follows that', () => {
  const [waiting, apart] = [item(1, 'w', waits), item(2, 'r', { alone: true })]
  expect(picked(waiting, apart, item(3, 'r'))).toEqual([2])
  expect(picked(item(1, 'w', { alone: true, ...waits }), apart)).toEqual([2])
  expect(picked(waiting, item(2, 'w', { alone: true }))).toEqual([1])
})
