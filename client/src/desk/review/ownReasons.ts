import { who } from '../../account/who'

/** Sentences that this person keeps for a verb on a register, on this device. */

const key = (of: string) => `lantoa.reasons.${who().id} ${of}`

export function ownReasons(of: string): string[] {
  try {
    const kept = JSON.parse(localStorage.getItem(key(of)) ?? '[]')
    return Array.isArray(kept) ? kept.filter((one) => typeof one === 'string') : []
  } catch {
    return []
  }
}

export function setOwnReasons(of: string, reasons: string[]): void {
  try {
    localStorage.setItem(key(of), JSON.stringify(reasons))
  } catch {
    // Where nothing may be kept, they last as long as the dialog.
  }
}
