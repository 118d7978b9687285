/** The room that the browser gives the app, and its promise not to clear what is kept there. */

const KEPT = 'lantoa.keep'
/** Names itself in the user agent of the browsers that show a question where others decide by themselves. */
const ASKS = /Firefox\//

/** Bytes that the app uses, and that are free for it, on this device. */
export interface Room {
  used: number
  free: number
}

/** The app's room on this device; undefined where the browser does not say. */
export async function room(): Promise<Room | undefined> {
  const { quota, usage } = (await navigator.storage?.estimate?.().catch(() => null)) ?? {}
  return quota && usage !== undefined ? { used: usage, free: Math.max(0, quota - usage) } : undefined
}

/** Whether the browser has promised not to clear what the app keeps; undefined where it does not say. */
export const firm = async (): Promise<boolean | undefined> => navigator.storage?.persisted?.().catch(() => undefined)

/**
 * Has the browser promise not to clear what the app keeps, at the first tap from now on: without that promise Android
 * may clear what is unsent when the phone is full. A browser that shows the person a question about it does so once on
 * this device, whatever the answer was. Returns a function that stops waiting for the tap.
 */
export function keepAfterTap(): () => void {
  const tapped = () => void keep().catch(() => {})
  addEventListener('click', tapped, { once: true, capture: true })
  return () => removeEventListener('click', tapped, { capture: true })
}

/** Has a browser that decides by itself promise it as somebody signs in: who was asked would be gone before an answer. */
export const keepAtSignIn = () => ASKS.test(navigator.userAgent) || keep().catch(() => {})

async function keep(): Promise<void> {
  if (ASKS.test(navigator.userAgent)) {
    if (localStorage.getItem(KEPT)) return
    localStorage.setItem(KEPT, 'asked')
  }
  await navigator.storage?.persist?.()
}
