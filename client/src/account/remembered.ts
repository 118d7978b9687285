/**
 * The key in localStorage that is set while somebody is signed in. The page reads it before it draws anything, so that
 * a signed-in person never sees the sign-in form.
 */
const SIGNED = 'lantoa.in'
/** The key in localStorage that is set where whoever last used the app began at the desk. The page reads it, too. */
const AT_DESK = 'lantoa.desk'

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

/** Remembers on this phone whether its account begins at the desk, whose files the page then fetches at once. */
export function rememberDesk(begins: boolean): void {
  try {
    if (begins) localStorage.setItem(AT_DESK, '1')
    else localStorage.removeItem(AT_DESK)
  } catch {
    // Then the desk comes a moment later.
  }
}

/** Whether who signs in here may well begin at the desk: the last one did, its address is open, or the screen is wide. */
export function desksHere(): boolean {
  try {
    if (localStorage.getItem(AT_DESK)) return true
  } catch {
    // What stands on the screen has to do.
  }
  return /^\/so(\/|$)/.test(location.pathname) || matchMedia('(min-width: 60rem)').matches
}

/** Loads the whole page again at `path`, after another account came into use: nothing of the first stays on screen. */
export function reopen(path = '/'): void {
  location.assign(path)
}
