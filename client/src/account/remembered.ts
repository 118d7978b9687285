/**
 * Key in localStorage: somebody is signed in. The page reads it before it draws, so that they never see the sign-in
 * form.
 */
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

/** Loads the app again at `path`, after the account has changed: nothing of the one before stays on the screen. */
export function reopen(path = '/'): void {
  location.assign(path)
}
