import { afterEach, describe, expect, it, vi } from 'vitest'
import { clockAt, dayOf } from '../../src/core/vietnam'
import { dated } from '../../src/desk/shared/dated'
import { day, moment, today, weekday } from '../../src/text/format'

const HALF_PAST_MIDNIGHT = '2026-08-31T17:30:00Z' // 00:30 of 1 September in Việt Nam
const THREE = '2026-08-31T20:00:00Z'

const YEARS = [2025, 2026].map((year) => ({
  key: `${year}-${year + 1}`,
  kind: 'school_year',
  starts: `${year}-09-01`,
  ends: `${year + 1}-08-31`,
}))
vi.mock('../../src/records/catalog', () => ({ atHand: () => ({ periods: YEARS }) }))

afterEach(() => vi.useRealTimers())

describe("a day is Việt Nam's, whatever zone the device is set to", () => {
  it.each([HALF_PAST_MIDNIGHT, THREE])('of a moment of the night', (at) => {
    expect(dayOf(at)).toBe('2026-09-01')
    expect(day(at)).toBe('01/09/2026')
    expect(day(at.replace('Z', '+00:00'))).toBe('01/09/2026')
    vi.useFakeTimers({ now: Date.parse(at) })
    expect([today(-1), today(), today(30)]).toEqual(['2026-08-31', '2026-09-01', '2026-10-01'])
  })

  it('begins at midnight there', () => {
    expect(dayOf('2026-08-31T16:59:59Z')).toBe('2026-08-31')
    expect(dayOf('2026-08-31T17:00:00Z')).toBe('2026-09-01')
  })

  it('and so do the clock and yesterday', () => {
    vi.useFakeTimers({ now: Date.parse(THREE) })
    expect(moment(HALF_PAST_MIDNIGHT)).toBe('00:30')
    expect(moment('2026-08-31T16:30:00Z')).toContain('23:30')
    expect(moment('2026-08-31T16:30:00Z')).not.toBe('23:30')
  })

  it('of a day that has no time', () => {
    expect(day('2026-09-01')).toBe('01/09/2026')
    expect(weekday('2026-09-01')).toBe('Thứ Ba')
  })

  it('and the desk has the new year from its first minutes on', async () => {
    const { periodChoices } = await import('../../src/desk/shared/Filters')
    vi.useFakeTimers({ now: Date.parse('2026-08-31T16:59:00Z') })
    expect(periodChoices().map(([key]) => key)).toEqual(['2025-2026'])
    for (const at of [HALF_PAST_MIDNIGHT, THREE]) {
      vi.setSystemTime(Date.parse(at))
      expect(periodChoices().map(([key]) => key)).toEqual(['2026-2027', '2025-2026'])
    }
  })

  it('stands beside each time that is not of today', () => {
    vi.useFakeTimers({ now: Date.parse('2026-11-23T05:00:00Z') })
    expect(moment('2026-11-22T17:00:00Z')).toBe('00:00')
    expect(moment('2026-11-22T16:59:59Z')).toBe('23:59 hôm qua')
    expect(moment('2026-11-21T16:59:59Z')).toBe('23:59 ngày 21/11')
    expect(moment('2026-11-24T01:00:00Z')).toBe('08:00 ngày 24/11')
    expect(moment('2025-11-23T01:00:00Z')).toBe('08:00 ngày 23/11/2025')
  })

  it('and beside each that is printed or kept, with its year', () => {
    vi.useFakeTimers({ now: Date.parse('2026-11-23T05:00:00Z') })
    expect(dated('2026-11-23T01:00:00Z')).toBe('08:00 ngày 23/11/2026')
  })

  it('and is written in one place', () => {
    const sources = import.meta.glob('../../src/**/*.{ts,tsx}', { query: '?raw', import: 'default', eager: true })
    const own = /toLocale(Time|Date)?String|DateTimeFormat|get(UTC)?(Hours|Minutes)|clockAt\(|slice\(11/
    const found = Object.entries(sources).filter(([, text]) => own.test(text as string))
    expect(found.map(([file]) => file.replace('../../src/', ''))).toEqual([
      'core/vietnam.ts',
      'desk/shared/dated.ts',
      'text/format.ts',
    ])
  })

  it('and none of what is no moment', () => expect(clockAt('')).toBe(''))
})
