import { expect, test } from 'vitest'
import type { Field } from '../../src/core/types/register'
import { answerText } from '../../src/forms/answerText'
import { faultText } from '../../src/forms/faultText'
import { hintOf } from '../../src/forms/hints'

const field = (type: string, more: Partial<Field> = {}): Field => ({
  name: 'a',
  type,
  label: { vi: 'A', en: 'A' },
  ...more,
})

test('a time and a moment are written as people write them, whatever zone this device is set to', () => {
  expect(answerText(field('time'), '14:30')).toBe('14:30')
  expect(answerText(field('datetime'), '2026-11-30T00:05')).toBe('00:05 ngày 30/11/2026')
  const rows = field('rows', { fields: [field('datetime')] })
  expect(answerText(rows, [{ id: '1', a: '2026-11-30T00:05' }])).toBe('1 dòng')
})

test('a code stands as it was read', () => {
  expect(answerText(field('barcode'), '0012')).toBe('0012')
})

test('of a time that is not complete it is said what it lacks', () => {
  const said = (type: string, value?: string) => faultText({ rule: 'type', type }, field(type), value)
  for (const value of ['--:--', undefined]) {
    expect(said('time', value)).toBe('Chưa đủ. Thầy/cô chọn cả giờ và phút.')
    expect(said('datetime', value)).toBe('Chưa đủ. Thầy/cô chọn cả ngày, giờ và phút.')
  }
  expect(said('date')).not.toContain('giờ')
})

test('where a time is typed as a text, it is said how it is written', () => {
  const said = (type: string) => faultText({ rule: 'type', type }, field(type), '7 giờ')
  expect(said('time')).toBe('Chưa đúng cách ghi. Thầy/cô ghi như 07:15.')
  expect(said('datetime')).toBe('Chưa đúng cách ghi. Thầy/cô ghi như 2026-11-30T16:30.')
})

test('a code that is too long is said to be while it is typed, and no day or time that is just being chosen', () => {
  expect(hintOf(field('barcode', { length: [1, 4] }), '12345')).toBe('Nhiều nhất 4 ký tự. Đang có 5.')
  expect(hintOf(field('barcode', { length: [8, 13] }), '12')).toBeNull()
  for (const type of ['date', 'time', 'datetime']) expect(hintOf(field(type), '--:--')).toBeNull()
})
