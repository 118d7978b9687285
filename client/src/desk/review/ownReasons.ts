import { who } from '../../account/who'

/** Reasons that this person keeps on this device, to use them again for a verb and register. */

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
