import { expect, test } from 'vitest'
import { columnName, letter } from '../../src/desk/import/records/types'

test('columns are called as Excel calls them', () => {
  expect([0, 25, 26, 51, 52, 701, 702].map(letter)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA'])
  expect(columnName({ at: 1, title: 'Đơn vị', samples: [] })).toBe('B · Đơn vị')
  expect(columnName({ at: 1, title: '', samples: [] })).toBe('B')
})
