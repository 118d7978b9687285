import { expect, test } from 'vitest'
import { mean } from '../../src/desk/overview/numbers'

test('an average has two decimals, also where they are noughts', () => {
  expect([7, 12.3, 1234.567, 0.005].map(mean)).toEqual(['7,00', '12,30', '1.234,57', '0,01'])
})
