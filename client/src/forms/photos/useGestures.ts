import { useRef } from 'preact/hooks'
import { moved, type Point, pinched, swiped, tapped, type View, zoomed } from './zoom'

interface Given {
  view: View
  /** Puts what a function makes of the view in its place. */
  change: (to: (view: View) => View) => void
  /** Opens the next photo, or with -1 the one before. */
  step: (by: 1 | -1) => void
}

/** Milliseconds and pixels within which two taps are one double tap; pixels that a tap may wander. */
const TWICE = 350
const NEAR = 30
const STILL = 10
/** Pixels of a wheel that double the size. */
const WHEEL = 300

/**
 * A hook that gives the listeners by which a photo's pane is handled: two fingers pinch, one moves what is larger than the
 * pane, else swipes to the next photo; a double tap, or a wheel, goes closer.
 */
export function useGestures({ view, change, step }: Given) {
  const down = useRef(new Map<number, Point>()).current
  const gesture = useRef({ from: { x: 0, y: 0 }, pinch: false, tap: -TWICE, at: { x: 0, y: 0 } }).current

  const onPointerDown = (event: PointerEvent) => {
    if (event.button || (event.target as Element).closest('button')) return
    pane(event).setPointerCapture(event.pointerId)
    down.set(event.pointerId, pointOf(event))
    if (down.size === 1) Object.assign(gesture, { from: pointOf(event), pinch: false })
    else gesture.pinch = true
  }
  const onPointerMove = (event: PointerEvent) => {
    const was = down.get(event.pointerId)
    if (!was) return
    const before = [...down.values()]
    const is = pointOf(event)
    down.set(event.pointerId, is)
    if (down.size === 2) change((one) => pinched(one, pair(before), pair([...down.values()])))
    else if (view.scale > 1) change((one) => moved(one, is.x - was.x, is.y - was.y))
  }
  const onPointerUp = (event: PointerEvent) => {
    if (!down.delete(event.pointerId) || down.size || gesture.pinch) return
    const at = pointOf(event)
    const way = { x: at.x - gesture.from.x, y: at.y - gesture.from.y }
    if (far(at, gesture.from) < STILL) return tap(event.timeStamp, at)
    const to = view.scale > 1 ? 0 : swiped(way)
    if (to) step(to)
  }
  const tap = (time: number, at: Point) => {
    const twice = time - gesture.tap < TWICE && far(at, gesture.at) < NEAR
    if (twice) change((one) => tapped(one, at))
    Object.assign(gesture, { tap: twice ? -TWICE : time, at })
  }
  const onPointerCancel = (event: PointerEvent) => void down.delete(event.pointerId)
  const onWheel = (event: WheelEvent) => {
    event.preventDefault()
    const at = pointOf(event)
    change((one) => zoomed(one, 2 ** (-event.deltaY / WHEEL), at))
  }
  return { onPointerDown, onPointerMove, onPointerUp, onPointerCancel, onWheel }
}

const pane = (event: Event) => event.currentTarget as HTMLElement
const far = (one: Point, other: Point) => Math.hypot(one.x - other.x, one.y - other.y)
const pair = (points: Point[]) => points as [Point, Point]

/** Where it happened, from the pane's middle. */
function pointOf(event: MouseEvent): Point {
  const { left, top, width, height } = pane(event).getBoundingClientRect()
  return { x: event.clientX - left - width / 2, y: event.clientY - top - height / 2 }
}
