import { afterEach, expect, test, vi } from 'vitest'
import { now, setClockSeen, wrongDay } from '../../src/core/correctedClock'
import { oddDay } from '../../src/forms/hints'
import { today } from '../../src/text/format'

const HOUR = 3_600_000
const YEAR = 365 * 24 * HOUR
const server = Date.parse('2026-11-23T08:00:00Z')
const phoneAt = (moment: number) => vi.setSystemTime(moment)

vi.useFakeTimers()
afterEach(() => setClockSeen(undefined))

test('before the first answer the clock of the phone is all there is', () => {
  phoneAt(server)
  expect([now(), today(), wrongDay()]).toEqual([server, '2026-11-23', null])
})

test('a phone that is a year off has the right day, and knows that it shows another', () => {
  setClockSeen({ ahead: -YEAR, server })
  phoneAt(server - YEAR + 30 * HOUR)
  expect([today(), today(-1), wrongDay()]).toEqual(['2026-11-24', '2026-11-23', '2025-11-24'])
})

test('no day is before the last answer: a phone that was reset to 1970 has the day of its last synchronisation', () => {
  setClockSeen({ ahead: 0, server })
  phoneAt(0)
  expect([today(), wrongDay()]).toEqual(['2026-11-23', '1970-01-01'])
})

test('a day ahead, and one more than a school year back, get a hint; no other does', () => {
  phoneAt(server)
  expect(oddDay('2026-11-24')).toContain('chưa đến')
  expect(oddDay('2025-08-31')).toContain('năm học')
  expect([oddDay('2026-11-23'), oddDay('2025-11-23'), oddDay(''), oddDay(undefined)]).toEqual(Array(4).fill(null))
})
