/** The time of day by the server's clock, as far as this phone knows it: its own may be years off. */

import { dayOf } from './vietnam'

/**
 * What an answer showed of this phone's clock: how many milliseconds it was ahead of the server's, and the server's time
 * then (milliseconds since 1970).
 */
export interface ClockSeen {
  ahead: number
  server: number
}

let seen: ClockSeen | undefined

/** Sets what the last answer has shown; undefined before the first. */
export function setClockSeen(found: ClockSeen | undefined): void {
  seen = found
}

/** The present moment (milliseconds since 1970): never before the last answer, whatever was done to the clock since. */
export const now = (): number => (seen ? Math.max(Date.now() - seen.ahead, seen.server) : Date.now())

/** The day that this phone shows (YYYY-MM-DD) where it is another than today; null where it is right. */
export const wrongDay = (): string | null => (dayOf(Date.now()) === dayOf(now()) ? null : dayOf(Date.now()))
