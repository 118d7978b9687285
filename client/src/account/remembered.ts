/** What index.html reads before anything is drawn: whether somebody is signed in, so that the door is not shown to them. */
const SIGNED = 'lantoa.in'

export function rememberSignedIn(signed: boolean): void {
  try {
    if (signed) localStorage.setItem(SIGNED, '1')
    else localStorage.removeItem(SIGNED)
  } catch {
    // Then the door is seen for a moment.
  }
  document.documentElement.classList.toggle('in', signed)
}

export function wasSignedIn(): boolean {
  try {
    return localStorage.getItem(SIGNED) === '1'
  } catch {
    return false
  }
}

/** Opens the app anew, for another account or none: nothing of the one before stays on the screen. */
export function reopen(path = '/'): void {
  location.assign(path)
}
