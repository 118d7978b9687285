const AHEAD = 7 * 3_600_000 // milliseconds before UTC, all year round

/** What the clocks of Việt Nam show at a moment, as 2026-09-01T03:00:00.000Z; '' for what is no moment. */
export function clockAt(at: string | number): string {
  const moment = new Date(at).getTime()
  return Number.isNaN(moment) ? '' : new Date(moment + AHEAD).toISOString()
}

/** The day of a moment in Việt Nam, as YYYY-MM-DD, whatever zone this device is set to. */
export const dayOf = (at: string | number): string => clockAt(at).slice(0, 10)
