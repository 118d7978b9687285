/**
 * The key in localStorage that is set while somebody is signed in. The page reads it before it draws anything, so that
 * a signed-in person never sees the sign-in form.
 */
const SIGNED = 'lantoa.in'

/** Remembers on this phone whether somebody is signed in, and shows or hides the sign-in form accordingly. */
export function rememberSignedIn(signed: boolean): void {
  try {
    if (signed) localStorage.setItem(SIGNED, '1')
    else localStorage.removeItem(SIGNED)
  } catch {
    // Then the door is seen for a moment.
  }
  document.documentElement.classList.toggle('in', signed)
}

/** Whether somebody was signed in on this phone when the app was last used. False where nothing can be remembered. */
export function wasSignedIn(): boolean {
  try {
    return localStorage.getItem(SIGNED) === '1'
  } catch {
    return false
  }
}

/** Loads the whole page again at `path`, after another account came into use: nothing of the first stays on screen. */
export function reopen(path = '/'): void {
  location.assign(path)
}
