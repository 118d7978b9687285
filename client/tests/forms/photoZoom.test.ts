import { expect, test } from 'vitest'
import {
  bounded,
  fitted,
  LARGEST,
  moved,
  type Point,
  pinched,
  swiped,
  tapped,
  turned,
  type View,
  WHOLE,
  whole,
  zoomed,
} from '../../src/forms/photos/zoom'

const PHOTO = { w: 1200, h: 800 }
const PANE = { w: 600, h: 600 }
/** What of the photo, in pixels from its middle at the size that fits, is seen at a point of the pane. */
const seenAt = ({ x, y, scale }: View, at: Point) => ({
  x: Math.round((at.x - x) / scale),
  y: Math.round((at.y - y) / scale),
})

test('a photo fits its pane whichever way it is turned', () => {
  expect(fitted(PHOTO, PANE, 0)).toEqual({ w: 600, h: 400 })
  expect(fitted(PHOTO, { w: 300, h: 600 }, 1)).toEqual({ w: 450, h: 300 })
  expect(fitted(PHOTO, { w: 300, h: 600 }, 2)).toEqual({ w: 300, h: 200 })
})

test('what is zoomed at a point stays there, and no photo gets smaller than its pane or larger than the largest', () => {
  const at = { x: 120, y: -40 }
  const view = zoomed(zoomed(WHOLE, 1.5, at), 2, { x: -30, y: 10 })
  expect(seenAt(zoomed(view, 1.7, at), at)).toEqual(seenAt(view, at))
  expect(zoomed(view, 1e-3).scale).toBe(1)
  expect(zoomed(view, 1e3).scale).toBe(LARGEST)
})

test('a pinch keeps between the fingers what was between them, and moves it along', () => {
  const before: [Point, Point] = [
    { x: -40, y: 0 },
    { x: 40, y: 0 },
  ]
  const after: [Point, Point] = [
    { x: -60, y: 30 },
    { x: 100, y: 30 },
  ]
  const view = pinched(WHOLE, before, after)
  expect(view.scale).toBe(2)
  expect(seenAt(view, { x: 20, y: 30 })).toEqual(seenAt(WHOLE, { x: 0, y: 0 }))
  const none: [Point, Point] = [WHOLE, WHOLE]
  expect(Number.isFinite(pinched(WHOLE, none, after).scale)).toBe(true)
})

test('a photo is moved no farther than its edge', () => {
  const far = moved({ ...WHOLE, scale: 2 }, 1e4, -1e4)
  // 1200 × 800 pixels in a pane of 600 × 600.
  expect(bounded(far, PHOTO, PANE)).toMatchObject({ x: 300, y: -100 })
  expect(bounded({ ...far, turns: 1 }, PHOTO, PANE)).toMatchObject({ x: 100, y: -300 })
  expect(bounded(moved(WHOLE, 50, 50), PHOTO, PANE)).toEqual(WHOLE)
})

test('four turns come around, always on to the right, and each shows the whole photo', () => {
  let view: View = { scale: 3, x: 40, y: 5, turns: 0 }
  for (let n = 1; n <= 4; n++) {
    view = turned(view)
    expect(view).toEqual({ ...WHOLE, turns: n })
    view = moved(zoomed(view, 3), 40, 5)
  }
  expect(whole(view)).toEqual({ ...WHOLE, turns: 4 })
  expect(fitted(PHOTO, PANE, 4)).toEqual(fitted(PHOTO, PANE, 0))
})

test('a double tap goes close to where it was, and back from there', () => {
  const at = { x: 100, y: 50 }
  const close = tapped(WHOLE, at)
  expect(close.scale).toBeGreaterThan(2)
  expect(seenAt(close, at)).toEqual(seenAt(WHOLE, at))
  expect(tapped(close, at)).toEqual(WHOLE)
})

test('a finger to the left asks for the next photo, and one up or down for none', () => {
  expect(swiped({ x: -90, y: 20 })).toBe(1)
  expect(swiped({ x: 90, y: -20 })).toBe(-1)
  expect(swiped({ x: -90, y: 80 })).toBe(0)
  expect(swiped({ x: -20, y: 0 })).toBe(0)
})
