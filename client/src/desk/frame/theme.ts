/** Light or dark as this device has it, unless somebody at the desk wants it otherwise. */

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

/** The other of light and dark; what the device has anyway is not kept as a wish. */
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

/** Returns what gives the device its say again, for the screens beside the desk. */
export function applyTheme(): () => void {
  const wanted = chosenTheme()
  if (wanted) document.documentElement.dataset.look = wanted
  else delete document.documentElement.dataset.look
  return () => delete document.documentElement.dataset.look
}
