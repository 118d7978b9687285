import { expect, test } from 'vitest'
import {
  behindSum,
  endsMonth,
  headsOf,
  plainYears,
  type Side,
  sideText,
  type TwoYears,
} from '../../src/desk/overview/twoYears'

const side = (year: number, until?: string): Side => ({
  period: {
    key: `${year}-${year + 1}`,
    kind: 'school_year',
    starts: `${year}-09-01`,
    ends: `${year + 1}-08-31`,
    closed: false,
  },
  total: { value: 9 },
  behind: { register: 'r', period: `${year}-${year + 1}` },
  ...(until && { until, sum: { value: year } }),
})

const answer = (until?: string, until_before?: string): TwoYears => ({
  unit: { id: 'u', name: 'Xã', kind: 'commune' },
  register: 'r',
  title: 'Biểu',
  status: ['approved'],
  measure: { key: 'm', label: 'Số buổi', kind: 'count', flow: 'flow' },
  running: true,
  this: side(2026, until),
  before: side(2025, until_before),
  months: until
    ? [
        {
          key: '2026-09',
          label: '09/2026',
          now: { value: 1 },
          before: { value: 2 },
          sum: { value: 1 },
          sum_before: { value: 2 },
        },
        { key: '2026-10', label: '10/2026', before: { value: 3 } },
      ]
    : [],
})

test('each number of the copied table stands under its year', () => {
  const table = plainYears(answer('2026-09-20', '2025-09-20'), 'T')
  expect(headsOf(answer('2026-09-20'))).toEqual(['2026–2027', '2025–2026', 'Cộng dồn 2026–2027', 'Cộng dồn 2025–2026'])
  expect(table.rows.map(({ cells }) => cells)).toEqual([
    ['09/2026', '1', '2', '1', '2'],
    ['10/2026', '', '3', '', ''],
    ['Năm học 2026–2027, đến ngày 20/09/2026', '2.026', '', '', ''],
    ['Năm học 2025–2026, đến ngày 20/09/2025', '2.025', '', '', ''],
  ])
})

test('a state is told by its period alone', () => {
  const table = plainYears(answer(), 'T')
  expect(table.rows.map(({ cells }) => cells)).toEqual([
    ['Năm học 2026–2027', '9'],
    ['Năm học 2025–2026', '9'],
  ])
})

test('a sum leads to its records where it ends with a month or its period', () => {
  expect(behindSum(side(2025, '2026-08-31'))).toEqual({ register: 'r', period: '2025-2026' })
  expect(behindSum(side(2025, '2025-11-30'))).toMatchObject({ month: '2025-09..2025-11' })
  expect(behindSum(side(2025, '2025-11-20'))).toBeNull()
  expect(['2028-02-28', '2028-02-29', '2026-12-31'].map(endsMonth)).toEqual([false, true, true])
})

test('a period that is over has no day', () => {
  expect(sideText(side(2025, '2026-08-31'))).toBe('Năm học 2025–2026')
})
