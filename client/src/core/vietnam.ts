const AHEAD = 7 * 3_600_000 // milliseconds before UTC, all year round

/**
 * The time that clocks in Việt Nam show at a moment (ISO text, or milliseconds since 1970), as
 * 2026-09-01T10:00:00.000Z: it ends with Z but is not in UTC. '' for a text that is no moment.
 */
export function clockAt(at: string | number): string {
  const moment = new Date(at).getTime()
  return Number.isNaN(moment) ? '' : new Date(moment + AHEAD).toISOString()
}

/** The day of a moment in Việt Nam, as YYYY-MM-DD, whatever zone this device is set to. */
export const dayOf = (at: string | number): string => clockAt(at).slice(0, 10)
