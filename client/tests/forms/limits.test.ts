import { expect, test } from 'vitest'
import type { Field } from '../../src/core/types/register'
import { faultText } from '../../src/forms/faultText'
import { hintOf } from '../../src/forms/hints'

const field = (more: Partial<Field>) => ({ name: 'n', type: 'integer', label: { vi: 'Số', en: 'Number' }, ...more })
const kilos = field({ type: 'decimal', range: [0, 50_000], plausible: [0, 1_000], unit: { vi: 'kg', en: 'kg' } })
const length = (low: number, high: number) => ({ rule: 'length', length: [low, high] })

test('limits are told as people say them', () => {
  expect(faultText(length(0, 20), undefined, 'a'.repeat(27))).toBe('Nhiều nhất 20 ký tự. Đang có 27.')
  expect(faultText(length(3, 200), undefined, 'ab')).toBe('Ít nhất 3 ký tự. Đang có 2.')
  expect(faultText(length(0, 20))).toBe('Nhiều nhất 20 ký tự.')
  const range = { rule: 'range', range: [0, 5_000] }
  expect(faultText(range, field({ unit: { vi: 'lượt', en: 'times' } }), 9_999)).toBe('Nhiều nhất 5.000 lượt.')
  expect(faultText(range, field({}), -1)).toBe('Không ghi số âm.')
  const years = { rule: 'range', range: [2000, 2100] }
  expect(faultText(years, field({ range: [2000, 2100] }), 1999)).toBe('Số phải từ 2000 đến 2100.')
})

test('a hint never invites what a limit refuses', () => {
  expect(hintOf(kilos, 10_000)).toBe('10.000 kg có vẻ nhiều; thường là 0–1.000. Đúng thì thầy/cô cứ gửi.')
  expect(hintOf(kilos, 10_000_000)).toBe('Nhiều nhất 50.000 kg.')
  expect(hintOf(kilos, 24)).toBeNull()
})

test('a text over the limit is kept, and says so while it is typed', () => {
  const short = field({ type: 'text', length: [3, 5] })
  expect(hintOf(short, 'Vườn rau')).toBe('Nhiều nhất 5 ký tự. Đang có 8.')
  expect(hintOf(short, 'Ghềnh'.normalize('NFD'))).toBeNull()
  expect(hintOf(short, 'V')).toBeNull()
})
