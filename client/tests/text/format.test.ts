import { afterEach, expect, test } from 'vitest'
import { number, readings } from '../../src/text/format'
import { setLanguage } from '../../src/text/text'

Object.assign(globalThis, { document: { documentElement: {} } })
afterEach(() => setLanguage('vi'))

test('numbers are written as in Vietnam, and in English as there', async () => {
  expect([104147, 71.09, 1000.5, -3, 0].map(number)).toEqual(['104.147', '71,09', '1.000,5', '−3', '0'])
  await setLanguage('en')
  expect([104147, 71.09].map(number)).toEqual(['104,147', '71.09'])
})

const first = (texts: string[]) => texts.map((text) => readings(text)[0])

test('what a person types is read as it is meant', async () => {
  expect(first(['24', ' 1 200 ', '1.200', '1.200,5', '12,5', '12.5', '0', '−3'])).toEqual([
    24, 1200, 1200, 1200.5, 12.5, 12.5, 0, -3,
  ])
  expect(first(['', '  ', 'hai', '1.2.3', '12kg', '1,2,3'])).toEqual(Array(6).fill(undefined))
  await setLanguage('en')
  expect(first(['1,200', '1.200', '12,5'])).toEqual([1200, 1.2, 12.5])
})

test('a separator that can be read in two ways is; one that cannot be thousands is none', () => {
  expect(['1.200', '1,200', '0.500', '1.200.000', '1,200.5'].map(readings)).toEqual([
    [1200, 1.2],
    [1.2, 1200],
    [0.5],
    [1_200_000],
    [1200.5],
  ])
})

test('every number that is written is read back', () => {
  const some = [0, 7, -3, 999, 1000, 10_000, 1_234_567, 0.5, 12.25, 1234.5]
  expect(first(some.map(number))).toEqual(some)
})
