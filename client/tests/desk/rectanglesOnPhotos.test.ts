import { describe, expect, it } from 'vitest'
import { between, moved, type Rectangle, resized, SMALLEST, WHOLE } from '../../src/desk/examples/rectangles'

const ONE: Rectangle = [1000, 2000, 3000, 4000]

describe('a rectangle on a photo', () => {
  it('is drawn from any corner, never beyond the photo', () => {
    expect(between({ x: 4000, y: 6000 }, { x: 1000, y: 2000 })).toEqual(ONE)
    expect(between({ x: -500, y: -500 }, { x: 20_000, y: 5000 })).toEqual([0, 0, WHOLE, 5000])
  })

  it('is none where it is too small to be meant', () => {
    expect(between({ x: 10, y: 10 }, { x: 20, y: 5000 })).toBeNull()
  })

  it('moves and grows as far as the photo reaches', () => {
    expect(moved(ONE, -5000, 9000)).toEqual([0, 6000, 3000, 4000])
    expect(resized(ONE, 99_999, -99_999)).toEqual([1000, 2000, 9000, SMALLEST])
  })
})
