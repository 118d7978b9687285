import { expect, test } from 'vitest'
import type { Catalog } from '../../src/core/types/catalog'
import type { Copy } from '../../src/core/types/record'
import { authorHasLeft } from '../../src/records/authors'
import { isLocked, periodIsClosed } from '../../src/records/closed'

const catalog: Catalog = {
  hash: 'h',
  units: [],
  registers: [],
  periods: [
    { key: '2024-2025', kind: 'school_year', starts: '2024-09-01', ends: '2025-08-31', closed: true },
    { key: '2025-2026', kind: 'school_year', starts: '2025-09-01', ends: '2026-08-31', closed: false },
  ],
  people: [
    { id: 'gv', name: 'Gv', unit: 'a', role: 'teacher' },
    { id: 'ht', name: 'Ht', unit: 'a', role: 'leader' },
  ],
  closed: { a: { activity: ['2025-2026'] } },
}

const record = (members: Partial<Copy>): Copy => ({
  id: 'r',
  unit: 'a',
  form: 'activity@1',
  author: 'gv',
  period: '2025-2026',
  version: '1.AAAAAAAA',
  status: 'submitted',
  data: {},
  conflicts: {},
  thread: [],
  flags: [],
  ...members,
})

test('a period is closed for a unit and register, or for all', () => {
  expect(periodIsClosed('a', 'activity', '2025-2026', catalog)).toBe(true)
  expect(periodIsClosed('b', 'activity', '2025-2026', catalog)).toBe(false)
  expect(periodIsClosed('a', 'model', '2025-2026', catalog)).toBe(false)
  expect(periodIsClosed('b', 'model', '2024-2025', catalog)).toBe(true)
  expect(periodIsClosed('a', 'activity', '2025-2026', null)).toBe(false)
})

test('a record of a closed period is locked, a draft is not', () => {
  expect(isLocked(record({}), catalog)).toBe(true)
  expect(isLocked(record({ status: 'returned' }), catalog)).toBe(true)
  expect(isLocked(record({ status: 'draft' }), catalog)).toBe(false)
  expect(isLocked(record({ unit: 'b' }), catalog)).toBe(false)
  expect(isLocked(record({ period: null }), catalog)).toBe(false)
})

test('an author has left a unit whose people are known and who is none of them', () => {
  expect(authorHasLeft(record({}), catalog)).toBe(false)
  expect(authorHasLeft(record({ author: 'moved' }), catalog)).toBe(true)
  expect(authorHasLeft(record({ author: 'moved', unit: 'b' }), catalog)).toBe(false)
  expect(authorHasLeft(record({ author: null }), catalog)).toBe(false)
})
