/** A reviewer's decision stays on the phone for some seconds, so that it can be taken back. */

import type { Item } from './types/mutation'

/** Milliseconds that a decision waits before it may be sent. */
export const HOLD = 10_000

/** Whether `item` may still be taken back at `now` (milliseconds); a clock that was set back does not keep it longer. */
export const isHeld = ({ held = 0 }: Item, now: number): boolean => held > now && held <= now + HOLD
