/** The units that were chosen last on this device, by id; what is in the way of storing them is passed over. */

const KEPT = 'lantoa-units'
const MOST = 5

/** Their ids, the last chosen first. */
export function recentUnits(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEPT) ?? '[]')
    return Array.isArray(kept) ? kept.filter((one) => typeof one === 'string') : []
  } catch {
    return []
  }
}

/** Notes that a unit was chosen just now. */
export function noteUnit(id: string): void {
  try {
    localStorage.setItem(KEPT, JSON.stringify([id, ...recentUnits().filter((one) => one !== id)].slice(0, MOST)))
  } catch {
    // a device without room finds units by their names
  }
}
