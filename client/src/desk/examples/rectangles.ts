/** Rectangles on a photo, in ten-thousandths of its width and height: left, top, width, height. */

export type Rectangle = [left: number, top: number, width: number, height: number]

/** A place on a photo, in the same measure. */
export interface Point {
  x: number
  y: number
}

export const WHOLE = 10_000
/** The smallest width and height that is meant to be one. */
export const SMALLEST = 300

const within = (value: number, least: number, most: number): number =>
  Math.round(Math.max(least, Math.min(most, value)))

/** The rectangle between two corners; null where it is too small to be meant. */
export function between(one: Point, other: Point): Rectangle | null {
  const [left, right] = [one.x, other.x].map((x) => within(x, 0, WHOLE)).sort((a, b) => a - b) as [number, number]
  const [top, bottom] = [one.y, other.y].map((y) => within(y, 0, WHOLE)).sort((a, b) => a - b) as [number, number]
  const made: Rectangle = [left, top, right - left, bottom - top]
  return made[2] < SMALLEST || made[3] < SMALLEST ? null : made
}

/** A rectangle moved as far as the photo reaches. */
export const moved = ([left, top, width, height]: Rectangle, x: number, y: number): Rectangle => [
  within(left + x, 0, WHOLE - width),
  within(top + y, 0, WHOLE - height),
  width,
  height,
]

/** A rectangle whose lower right corner is moved, as far as the photo reaches and no nearer than `SMALLEST`. */
export const resized = ([left, top, width, height]: Rectangle, x: number, y: number): Rectangle => [
  left,
  top,
  within(width + x, SMALLEST, WHOLE - left),
  within(height + y, SMALLEST, WHOLE - top),
]

/** Where a rectangle stands on its photo, as CSS. */
export const style = ([left, top, width, height]: Rectangle): string =>
  `left:${left / 100}%;top:${top / 100}%;width:${width / 100}%;height:${height / 100}%`
