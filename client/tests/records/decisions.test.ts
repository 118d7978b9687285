import { beforeEach, expect, test } from 'vitest'
import { HOLD } from '../../src/core/hold'
import type { Item } from '../../src/core/types/mutation'
import type { Copy } from '../../src/core/types/record'
import { decide, pending, takeBack } from '../../src/records/decisions'
import { act, dismiss } from '../../src/records/records'
import { read, write } from '../../src/store/database'
import { pick } from '../../src/sync/batch'
import { ME, newPhone } from '../fixtures/phone'

const record = (n: number) => ({ id: `record ${n}`, unit: 'unit', version: `${n}.AAAAAAAA`, about: `Bản ${n}` })

beforeEach(() => newPhone().then(() => {}))

const outbox = (): Promise<Item[]> => read(['outbox'], (tx) => tx.objectStore('outbox').getAll())

test('a decision is kept at once, and leaves only when it can no longer be taken back', async () => {
  await decide('approve', [record(1), record(2)])
  const kept = await outbox()
  expect(kept.map(({ mutation }) => [mutation.do, mutation.record, mutation.base])).toEqual([
    ['approve', 'record 1', '1.AAAAAAAA'],
    ['approve', 'record 2', '2.AAAAAAAA'],
  ])
  expect(pick(kept, {})).toEqual([])
  expect(pick(kept, {}, Date.now() + HOLD)).toEqual(kept)
  expect((await pending()).map(({ state, about }) => [state, about])).toEqual([
    ['held', 'Bản 1'],
    ['held', 'Bản 2'],
  ])
})

test('a clock that was set back keeps no decision longer', async () => {
  await decide('approve', [record(1)])
  expect(pick(await outbox(), {}, Date.now() - 60_000)).toHaveLength(1)
})

test('nothing of a record overtakes what is held back', async () => {
  await decide('approve', [record(1)])
  const [held] = await outbox()
  const later = { ...held, n: 99, held: 0 } as Item
  const other = { ...held, n: 100, held: 0, record: 'record 2' } as Item
  expect(pick([held as Item, later, other], {})).toEqual([other])
})

test('what was taken back was never said; what has left stays said', async () => {
  const made = await decide('approve', [record(1), record(2)])
  const [, second] = await outbox()
  await write(['outbox'], (tx) => tx.objectStore('outbox').put({ ...(second as Item), sent: true }))
  expect(await takeBack(made)).toBe(1)
  expect((await outbox()).map((item) => item.record)).toEqual(['record 2'])
})

/** What stands in the outbox comes back refused. */
const refuse = () =>
  write(['outbox', 'refused'], async (tx) => {
    for (const item of (await tx.objectStore('outbox').getAll()) as Item[]) {
      await tx.objectStore('refused').put({ ...item, outcome: { refused: { code: 'stale' } } })
    }
    await tx.objectStore('outbox').clear()
  })

test('a refused decision is told by name until it is read', async () => {
  await decide('return', [record(1)], { text: 'Xem lại' })
  await refuse()
  expect((await pending()).map(({ state, about, refusal }) => [state, about, refusal?.code])).toEqual([
    ['refused', 'Bản 1', 'stale'],
  ])
  await dismiss('record 1')
  expect(await pending()).toEqual([])
})

test('who decides anew has seen what was refused before, of that record alone', async () => {
  await decide('approve', [record(1), record(2)])
  await refuse()
  await decide('return', [record(1)], { text: 'Xem lại' })
  expect((await pending()).map(({ state, about }) => [state, about])).toEqual([
    ['held', 'Bản 1'],
    ['refused', 'Bản 2'],
  ])
  await act('approve', 'record 2', { unit: 'unit', base: '3.AAAAAAAA' })
  expect((await pending()).filter(({ state }) => state === 'refused')).toEqual([])
})

test('a comment lets a refused decision stand', async () => {
  await decide('approve', [record(1)])
  await refuse()
  await decide('comment', [record(1)], { text: 'Đã hỏi lại' })
  expect((await pending()).map(({ state }) => state)).toEqual(['held', 'refused'])
})

test('of several decided with one tap each is taken back by itself', async () => {
  const [first] = await decide('verify', [record(1), record(2)])
  expect(await takeBack([first as string])).toBe(1)
  expect((await pending()).map(({ about, state }) => [about, state])).toEqual([['Bản 2', 'held']])
})

test('a decision without a version is about what this phone shows', async () => {
  await write(['copies'], async (tx) => {
    const copy = { id: 'record 1', unit: 'unit', version: '7.AAAAAAAA', status: 'submitted', data: {} }
    await tx.objectStore('copies').put(copy as unknown as Copy, [ME, 'record 1'])
  })
  await decide('verify', [{ ...record(1), version: null }])
  expect((await outbox()).map(({ mutation }) => mutation.base)).toEqual(['7.AAAAAAAA'])
})
