import { afterEach, expect, test } from 'vitest'
import type { Field } from '../../src/core/types/register'
import { figure, typedAs, understood, unmistakable } from '../../src/forms/reading'
import { setLanguage } from '../../src/text/text'

Object.assign(globalThis, { document: { documentElement: {} } })
afterEach(() => setLanguage('vi'))

const field = (more: Partial<Field>) => ({ name: 'n', type: 'decimal', label: { vi: 'Số', en: 'Number' }, ...more })
const share = field({ range: [0, 100], places: 2 })
const yield_ = field({ range: [0, 50_000], plausible: [0, 500] })
const many = field({ range: [0, 50_000] })
const whole = field({ type: 'integer', range: [0, 5_000] })

test('a decimal point is never taken for thousands where that would be absurd', () => {
  expect(understood(share, '71.090')).toEqual({ value: 71.09, other: undefined })
  expect(understood(yield_, '12.500')).toEqual({ value: 12.5, other: 12_500 })
  expect(understood(yield_, '0.500')).toEqual({ value: 0.5, other: undefined })
})

test('what can be read in two ways is read as in Vietnam, and the other way is offered', () => {
  expect(understood(many, '3.500')).toEqual({ value: 3_500, other: 3.5 })
  expect(understood(many, '3,500')).toEqual({ value: 3.5, other: 3_500 })
})

test('where only whole numbers go, three digits after a comma are thousands', () => {
  expect(understood(whole, '1,200')).toEqual({ value: 1_200, other: undefined })
  expect(understood(whole, '1.200')).toEqual({ value: 1_200, other: undefined })
  expect(understood(whole, '12,5').value).toBe(12.5)
  expect(understood(whole, 'hai').value).toBeUndefined()
})

test('what a form shows of a number is read back as that number, in both languages', async () => {
  for (const language of ['vi', 'en'] as const) {
    await setLanguage(language)
    for (const value of [0, 7, 1_000, 12_500, 12.5, 12.345, 0.125]) {
      for (const one of [yield_, many]) {
        expect(understood(one, typedAs(one, value)).value).toBe(value)
        expect(understood(one, unmistakable(value)).value).toBe(value)
      }
    }
  }
})

test('years have no separator', () => {
  expect(figure(field({ type: 'integer', range: [2000, 2100] }), 2026)).toBe('2026')
  expect(figure(whole, 2026)).toBe('2.026')
})
