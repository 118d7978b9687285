/** Keeps a second tap, meant for what stood there a moment ago, from hitting what is new under the finger. */

import { here, onMove } from './route'

const LASTS = 400 // milliseconds after a change in which nobody has seen yet what is new
const SAVING = 3_000 // milliseconds that may pass between a tap and what it changes
const SIZE = 96 // pixels, of two fingertips

let last = { at: Number.NEGATIVE_INFINITY, x: 0, y: 0 }
let timer: ReturnType<typeof setTimeout> | undefined
let shield: HTMLElement | undefined

/** Covers the place of the last tap for a moment. Call it where a tap has changed what stands there. */
export function shieldLastTap(): void {
  if (performance.now() - last.at > SAVING) return
  if (!shield) {
    shield = document.createElement('div')
    shield.className = 'shield'
    // A third tap belongs to the first as well.
    shield.addEventListener('pointerdown', shieldLastTap)
  }
  Object.assign(shield.style, { left: `${last.x - SIZE / 2}px`, top: `${last.y - SIZE / 2}px` })
  document.body.append(shield)
  clearTimeout(timer)
  timer = setTimeout(() => shield?.remove(), LASTS)
}

/** From now on the place of a tap that opens another screen of the phone is shielded for a moment. */
export function shieldTaps(): void {
  const tapped = ({ clientX: x, clientY: y }: PointerEvent) => {
    last = { at: performance.now(), x, y }
  }
  addEventListener('pointerdown', tapped, true)
  // The desk has a mouse and keys; its rows are decided on one after the other, at one place.
  onMove(() => here().name !== 'so' && shieldLastTap())
}
