/**
 * Takes `name` for this tab until the returned function is called, or the tab ends; null where another tab has it. Waits
 * up to `patience` milliseconds for it: a page that is loaded again may come before the old one has ended. Where the
 * browser has no such locks, every tab gets it.
 */
export function holdInTab(name: string, patience = 0): Promise<(() => void) | null> {
  if (!navigator.locks) return Promise.resolve(() => {})
  return new Promise((held) => {
    const take = (lock: Lock | null) => {
      if (!lock) return held(null)
      return new Promise<void>((release) => held(release))
    }
    const options = patience ? { signal: AbortSignal.timeout(patience) } : { ifAvailable: true }
    navigator.locks.request(`lantoa-${name}`, options, take).catch(() => held(null))
  })
}
