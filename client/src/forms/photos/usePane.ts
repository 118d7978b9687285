import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Photo } from '../../core/types/photo'
import { useGestures } from './useGestures'
import { bounded, fitted, moved, type Size, STEP, turned, type View, WHOLE, whole, zoomed } from './zoom'

/** What a key or a button does with the photo in a pane. */
export const ACTS = {
  closer: (view: View) => zoomed(view, STEP),
  farther: (view: View) => zoomed(view, 1 / STEP),
  whole,
  turn: turned,
  left: (view: View) => moved(view, NUDGE, 0),
  right: (view: View) => moved(view, -NUDGE, 0),
  up: (view: View) => moved(view, 0, NUDGE),
  down: (view: View) => moved(view, 0, -NUDGE),
}
export type Act = (act: keyof typeof ACTS) => void

/** Pixels by which a key moves a photo that is larger than its pane. */
const NUDGE = 80

/**
 * A hook that keeps how a photo lies in its pane, whose element `ref` takes: `view`, the `style` of the image, `act`, and
 * the listeners of the pane.
 */
export function usePane(photo: Photo, step: (by: 1 | -1) => void) {
  const ref = useRef<HTMLElement>(null)
  const [size, setSize] = useState<Size>({ w: 0, h: 0 })
  const [wanted, set] = useState(WHOLE)
  useLayoutEffect(() => {
    const pane = ref.current as HTMLElement
    const measure = () => setSize({ w: pane.clientWidth, h: pane.clientHeight })
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(pane)
    return () => observer.disconnect()
  }, [])
  useEffect(() => set(WHOLE), [photo.sha256])
  const view = bounded(wanted, photo, size)
  const change = (to: (view: View) => View) => set((was) => bounded(to(was), photo, size))
  const { w, h } = fitted(photo, size, view.turns)
  const style = {
    width: `${w}px`,
    height: `${h}px`,
    transform: `translate(${view.x}px, ${view.y}px) scale(${view.scale}) rotate(${90 * view.turns}deg)`,
  }
  const act: Act = (name) => change(ACTS[name])
  return { ref, view, style, act, listeners: useGestures({ view, change, step }) }
}
