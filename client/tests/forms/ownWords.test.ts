import { expect, it } from 'vitest'
import { faultText } from '../../src/forms/faultText'

it('says what is wrong in the own words of the form, and in the usual ones where it has none', () => {
  const range: [number, number] = [0, 5]
  expect(faultText({ rule: 'range', range, message: { vi: 'Từ 0 đến 5 thôi ạ.', en: 'Up to 5.' } }, undefined, 9)).toBe(
    'Từ 0 đến 5 thôi ạ.',
  )
  expect(faultText({ rule: 'range', range, message: undefined }, undefined, 9)).toContain('5')
})
