/**
 * What this phone held of unsent work, noted where it outlives the database: a full phone, or a person, may clear the
 * one without the other.
 */

const HELD = 'lantoa.held'

/** Who used the phone, and how many records were unsent, of everybody who ever signed in here. */
export interface Held {
  username: string
  waiting: number
}

/** Notes how many records are unsent. */
export function noteHeld(held: Held): void {
  try {
    localStorage.setItem(HELD, JSON.stringify(held))
  } catch {
    // Then an emptied database is not told from a new phone.
  }
}

/** What was noted last; undefined where nothing was. */
export function lastHeld(): Held | undefined {
  try {
    return JSON.parse(localStorage.getItem(HELD) ?? '') as Held
  } catch {
    return undefined
  }
}
