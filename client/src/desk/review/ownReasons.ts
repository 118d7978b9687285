import { who } from '../../account/who'

/**
 * The key in localStorage for the ready sentences that this person has stored on this device, for one verb and register
 * ("return activity").
 */
const key = (of: string) => `lantoa.reasons.${who().id} ${of}`

/** The ready sentences that this person has stored for a verb and register ("return activity"); empty if none. */
export function ownReasons(of: string): string[] {
  try {
    const kept = JSON.parse(localStorage.getItem(key(of)) ?? '[]')
    return Array.isArray(kept) ? kept.filter((one) => typeof one === 'string') : []
  } catch {
    return []
  }
}

/** Stores these ready sentences for a verb and register, in place of all before. Does nothing where storing fails. */
export function setOwnReasons(of: string, reasons: string[]): void {
  try {
    localStorage.setItem(key(of), JSON.stringify(reasons))
  } catch {
    // Where nothing may be kept, they last as long as the dialog.
  }
}
