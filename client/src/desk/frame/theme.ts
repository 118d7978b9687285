/** The desk's colours: light or dark as the device has it, unless somebody chose otherwise. */

export type Theme = 'light' | 'dark'
const KEPT = 'lantoa.look'

export function chosenTheme(): Theme | null {
  try {
    const kept = localStorage.getItem(KEPT)
    return kept === 'light' || kept === 'dark' ? kept : null
  } catch {
    return null
  }
}

const device = (): Theme => (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')

export const shownTheme = (): Theme => chosenTheme() ?? device()

/**
 * Changes between light and dark. A choice that is the device's own is forgotten, so that the desk follows the device
 * again.
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

/** Puts the chosen colours on the page. Returns a function that takes them off, for the screens outside of the desk. */
export function applyTheme(): () => void {
  const wanted = chosenTheme()
  if (wanted) document.documentElement.dataset.look = wanted
  else delete document.documentElement.dataset.look
  return () => delete document.documentElement.dataset.look
}
