/** A reviewer's decision stays on the phone for some seconds, so that it can be taken back. */

import type { Item } from './types/mutation'

/** Milliseconds for which a reviewer's decision is held back before it may be sent. */
export const HOLD = 10_000

/**
 * Whether `item` is still held back at `now` (milliseconds since 1970): it may be taken back and is not sent.
 *
 * Where the phone's clock was set back, so that `item.held` lies more than HOLD ahead, it counts as no longer held.
 */
export const isHeld = ({ held = 0 }: Item, now: number): boolean => held > now && held <= now + HOLD
