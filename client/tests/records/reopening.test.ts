import { beforeEach, expect, test } from 'vitest'
import { setWho } from '../../src/account/who'
import type { Catalog } from '../../src/core/types/catalog'
import type { ThreadItem } from '../../src/core/types/record'
import type { Register } from '../../src/core/types/register'
import { closedDay } from '../../src/forms/hints'
import { catalog } from '../../src/records/catalog'
import { act, get, save } from '../../src/records/records'
import { askToReopen, lockOf } from '../../src/records/reopening'
import { usesOf } from '../../src/records/uses'
import { write } from '../../src/store/database'
import { COPY } from '../fixtures/copy'
import { ME, newPhone, UNIT } from '../fixtures/phone'

const label = { vi: 'Mục', en: 'Entry' }
const field = (name: string, type: string, more = {}) => ({ name, type, label, ...more })
const register = {
  key: 'probe',
  version: 1,
  title: label,
  period: 'event',
  period_from: 'day',
  rules: [],
  fields: [
    field('day', 'date'),
    field('source', 'ref', { to: 'probe' }),
    field('parts', 'rows', { fields: [field('of', 'ref', { to: 'probe' })] }),
  ],
} as unknown as Register

beforeEach(async () => {
  setWho(await newPhone())
  const year = { kind: 'school_year', closed: false }
  const held: Catalog = {
    hash: 'h',
    units: [],
    people: [],
    registers: [register],
    periods: [
      { ...year, key: '2025-2026', starts: '2025-09-01', ends: '2026-08-31' },
      { ...year, key: '2026-2027', starts: '2026-09-01', ends: '2027-08-31' },
    ],
    closed: { [UNIT]: { probe: ['2025-2026'] } },
  }
  await write(['catalogs'], (tx) => tx.objectStore('catalogs').put(held, ME))
  await catalog()
})

test('a day of a closed period is told while it is chosen', () => {
  expect(closedDay(register, UNIT, '2026-05-05')).toContain('2025–2026 đã chốt')
  expect(closedDay(register, UNIT, '2026-10-05')).toBeNull()
  expect(closedDay(register, 'another', '2026-05-05')).toBeNull()
  expect(closedDay(register, UNIT, null)).toBeNull()
})

test('a record says why it takes no changes', () => {
  const record = { ...COPY, status: 'returned', period: '2025-2026' }
  expect(lockOf(record)).toBe('closed')
  expect(lockOf({ ...record, status: 'approved' })).toBe('closed')
  expect(lockOf({ ...record, period: '2026-2027' })).toBeNull()
  expect(lockOf({ ...record, period: '2026-2027', status: 'approved' })).toBe('approved')
})

test('who asks to reopen is told so until something answers', async () => {
  const id = await save({ unit: UNIT, form: 'probe@1', set: { day: '2026-05-05' } })
  await act('comment', id, { text: 'Xin mở lại', asks: 'reopen' })
  const shown = await get(id)
  expect(shown && askToReopen(shown)?.text).toBe('Xin mở lại')
  const after = (item: Partial<ThreadItem>) =>
    askToReopen({ ...COPY, thread: [...(shown?.thread ?? []), { id: 'x', by: 'so', at: '', do: 'comment', ...item }] })
  expect(after({ text: 'Tôi cũng cần' })).toBeDefined()
  expect(after({ asks: 'nothing' })).toBeUndefined()
  expect(after({ do: 'reopen' })).toBeUndefined()
})

test('what others use is counted, queued records and rows alike', async () => {
  const id = await save({ unit: UNIT, form: 'probe@1', set: { day: '2026-10-05' } })
  await save({ unit: UNIT, form: 'probe@1', set: { source: id } })
  await save({ unit: UNIT, form: 'probe@1', set: { parts: [{ id: 'r', of: id }] }, submit: true })
  await save({ unit: UNIT, form: 'probe@1', set: { source: 'another' } })
  expect(await usesOf(id)).toHaveLength(2)
})
