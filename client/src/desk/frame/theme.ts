/** The desk's colours: light or dark as the device has it, unless somebody chose otherwise. */

export type Theme = 'light' | 'dark'
const KEPT = 'lantoa.look'

/** The colours that somebody chose on this device; null if nobody did. */
export function chosenTheme(): Theme | null {
  try {
    const kept = localStorage.getItem(KEPT)
    return kept === 'light' || kept === 'dark' ? kept : null
  } catch {
    return null
  }
}

const device = (): Theme => (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')

/** The colours that are shown now: those chosen, else the device's. */
export const shownTheme = (): Theme => chosenTheme() ?? device()

/**
 * Changes from light to dark colours or back, and remembers that on this device. Where the new ones are the device's
 * own, nothing is remembered, so that the desk follows the device from then on.
 */
export function switchTheme(): void {
  const wanted = shownTheme() === 'dark' ? 'light' : 'dark'
  try {
    if (wanted === device()) localStorage.removeItem(KEPT)
    else localStorage.setItem(KEPT, wanted)
  } catch {
    // Where nothing may be kept, the device decides.
  }
  applyTheme()
}

/**
 * Shows the page in the colours that were chosen, if any. Returns a function that ends this, for when the desk is left:
 * only the desk has such a choice.
 */
export function applyTheme(): () => void {
  const wanted = chosenTheme()
  if (wanted) document.documentElement.dataset.look = wanted
  else delete document.documentElement.dataset.look
  return () => delete document.documentElement.dataset.look
}
