import { beforeEach, expect, test } from 'vitest'
import { setWho } from '../../src/account/who'
import type { Catalog, Period } from '../../src/core/types/catalog'
import type { Field, Register } from '../../src/core/types/register'
import { notYetAgain, registerAgain } from '../../src/forms/again'
import { offeredRecords } from '../../src/forms/offeredRecords'
import { catalog } from '../../src/records/catalog'
import { list, save } from '../../src/records/records'
import { write } from '../../src/store/database'
import { ME, newPhone, UNIT } from '../fixtures/phone'

const text = { vi: 'Mục', en: 'Entry' }
const field = (name: string, type: string, more: Partial<Field> = {}): Field => ({ name, type, label: text, ...more })
const common = {
  version: 1,
  title: text,
  by: ['teacher'],
  natural_key: false,
  period_from: null,
  review: [],
  rules: [],
}
const entries: Register = {
  ...common,
  key: 'entry',
  period: 'school_year',
  list: { title: 'name' },
  fields: [field('name', 'text', { required: true }), field('goal', 'longtext'), field('start', 'date')],
}
const source = field('source', 'ref', { to: 'entry' })
const uses: Register = { ...common, key: 'use', period: 'event', period_from: 'day', fields: [source] }
const year = (first: number): Period => ({
  key: `${first}-${first + 1}`,
  kind: 'school_year',
  starts: `${first}-09-01`,
  ends: `${first + 1}-08-31`,
  closed: false,
})
const [OLD, NOW] = ['2025-2026', '2026-2027']
const DAY = '2026-10-05'

beforeEach(async () => {
  setWho(await newPhone())
  const registers = [entries, uses]
  const found: Catalog = { hash: 'h', units: [], people: [], registers, periods: [year(2024), year(2025), year(2026)] }
  await write(['catalogs'], (tx) => tx.objectStore('catalogs').put(found, ME))
  await catalog()
})

const registered = (name: string, period: string, more = {}) =>
  save({ unit: UNIT, form: 'entry@1', period, set: { name, ...more }, submit: true })

const offered = async (day: string, of = source, held?: string) => offeredRecords(await list(), of, day, held)

test('a record is offered what was registered for its own year, not another year’s of the same name', async () => {
  const old = await registered('Vườn rau', OLD)
  const now = await registered('Vườn rau', NOW)
  expect(await offered(DAY)).toEqual({ options: [{ value: now, label: 'Vườn rau' }], now: NOW, instead: undefined })
  expect((await offered('2026-05-05')).options).toEqual([{ value: old, label: 'Vườn rau' }])
})

test('what is chosen already stays, and names its year', async () => {
  const old = await registered('Vườn rau', OLD)
  await registered('Vườn rau', NOW)
  const { options } = await offered(DAY, source, old)
  expect(options.map(({ label }) => label)).toEqual(['Vườn rau', 'Vườn rau · năm học 2025–2026'])
})

test('until this year’s are registered, last year’s are offered, and marked', async () => {
  await registered('Thư viện', '2024-2025')
  await registered('Vườn rau', OLD)
  const found = await offered(DAY)
  expect(found.options.map(({ label }) => label)).toEqual(['Vườn rau · năm học 2025–2026'])
  expect([found.now, found.instead]).toEqual([NOW, OLD])
  expect((await offered('2023-10-05')).options).toHaveLength(2)
})

test('where any unit’s may be chosen, those of all years are, this year’s first', async () => {
  await registered('Vườn rau', OLD)
  await registered('Vườn rau', NOW)
  const { options } = await offered(DAY, { ...source, across: true })
  expect(options.map(({ label }) => label)).toEqual(['Vườn rau', 'Vườn rau · năm học 2025–2026'])
})

test('all of last year’s are registered again at once, each once', async () => {
  await registered('Vườn rau', OLD, { goal: 'Rau sạch', start: '2025-09-10' })
  await registered('Thư viện', OLD)
  await registered('Thư viện', NOW)
  const due = await notYetAgain(entries, UNIT, NOW)
  const [made] = await registerAgain(entries, due, NOW)
  expect(await notYetAgain(entries, UNIT, NOW)).toEqual([])
  const one = (await list({ period: NOW })).find(({ id }) => id === made)
  expect(one).toMatchObject({ status: 'submitted', data: { name: 'Vườn rau', goal: 'Rau sạch' } })
  expect(one?.data.start).toBeUndefined()
  expect(await notYetAgain(uses, UNIT, NOW)).toEqual([])
})
