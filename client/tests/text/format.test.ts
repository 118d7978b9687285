import { afterEach, expect, test } from 'vitest'
import { number, typed } from '../../src/text/format'
import { setLanguage } from '../../src/text/text'

Object.assign(globalThis, { document: { documentElement: {} } })
afterEach(() => setLanguage('vi'))

test('numbers are written as in Vietnam, and in English as there', async () => {
  expect([104147, 71.09, 1000.5, -3, 0].map(number)).toEqual(['104.147', '71,09', '1.000,5', '−3', '0'])
  await setLanguage('en')
  expect([104147, 71.09].map(number)).toEqual(['104,147', '71.09'])
})

test('what a person types is read as it is meant', async () => {
  expect(['24', ' 1 200 ', '1.200', '1.200,5', '12,5', '12.5', '0'].map(typed)).toEqual([
    24, 1200, 1200, 1200.5, 12.5, 12.5, 0,
  ])
  expect(['', '  '].map(typed)).toEqual([null, null])
  expect(['hai', '1.2.3', '12kg', '1,2,3'].map(typed)).toEqual([undefined, undefined, undefined, undefined])
  await setLanguage('en')
  expect(['1,200', '1.200', '12,5'].map(typed)).toEqual([1200, 1.2, 12.5])
})

test('every number that is written is read back', () => {
  for (const value of [0, 7, 999, 1000, 10_000, 1_234_567, 0.5, 12.25, 1234.5]) expect(typed(number(value))).toBe(value)
})
