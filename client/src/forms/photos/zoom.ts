/** How a photo lies in its pane, and what fingers, wheel and keys make of that. Points are pixels from the pane's middle. */

export interface Point {
  x: number
  y: number
}
export interface Size {
  w: number
  h: number
}
/** `scale`: times the size at which the photo fits; `x` and `y`: where its middle is; `turns`: by quarters, to the right. */
export interface View extends Point {
  scale: number
  turns: number
}

export const WHOLE: View = { scale: 1, x: 0, y: 0, turns: 0 }
export const LARGEST = 8
/** By how much a key or button makes a photo larger, and a double tap. */
export const STEP = 1.5
const CLOSE = 3
/** Pixels that a finger has to go to the side for the next photo, and how much farther than up or down. */
const SWIPE = 56
const SIDEWAYS = 1.5

/** The size at which a photo is drawn before it is turned, so that all of it is seen in the pane once it is. */
export function fitted(photo: Size, pane: Size, turns: number): Size {
  const [w, h] = turns % 2 ? [pane.h, pane.w] : [pane.w, pane.h]
  const scale = Math.min(w / photo.w, h / photo.h)
  return { w: photo.w * scale, h: photo.h * scale }
}

/** The view with no more room beside the photo than there has to be. */
export function bounded(view: View, photo: Size, pane: Size): View {
  const { w, h } = fitted(photo, pane, view.turns)
  const [across, down] = view.turns % 2 ? [h, w] : [w, h]
  const within = (at: number, size: number, room: number) => {
    const most = Math.max(0, (size * view.scale - room) / 2)
    return Math.max(-most, Math.min(most, at))
  }
  return { ...view, x: within(view.x, across, pane.w), y: within(view.y, down, pane.h) }
}

/** The view `factor` times as large, between fitting and `LARGEST`; what is seen at `at` stays there. */
export function zoomed(view: View, factor: number, at: Point = WHOLE): View {
  const scale = Math.max(1, Math.min(LARGEST, view.scale * factor))
  const by = scale / view.scale
  return { ...view, scale, x: at.x - (at.x - view.x) * by, y: at.y - (at.y - view.y) * by }
}

export const moved = (view: View, x: number, y: number): View => ({ ...view, x: view.x + x, y: view.y + y })

/** The view after two fingers went from `before` to `after`: what was seen between them is between them still. */
export function pinched(view: View, before: [Point, Point], after: [Point, Point]): View {
  const apart = ([one, other]: [Point, Point]) => Math.hypot(one.x - other.x, one.y - other.y) || 1
  const middle = ([one, other]: [Point, Point]) => ({ x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 })
  const [from, to] = [middle(before), middle(after)]
  return moved(zoomed(view, apart(after) / apart(before), from), to.x - from.x, to.y - from.y)
}

/** The view after a double tap at `at`: close there, or where it was larger before, the whole photo. */
export const tapped = (view: View, at: Point): View => (view.scale > 1 ? whole(view) : zoomed(view, CLOSE, at))

/** The whole photo, turned as it was. */
export const whole = ({ turns }: View): View => ({ ...WHOLE, turns })

/** The whole photo, a quarter turn farther to the right; degrees never go back, so that it is seen to turn. */
export const turned = ({ turns }: View): View => ({ ...WHOLE, turns: turns + 1 })

/** To which photo a finger that went by `x` and `y` has swiped: 1 the next, -1 the one before, 0 neither. */
export function swiped({ x, y }: Point): -1 | 0 | 1 {
  if (Math.abs(x) < SWIPE || Math.abs(x) < SIDEWAYS * Math.abs(y)) return 0
  return x < 0 ? 1 : -1
}
