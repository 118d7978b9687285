/** Updates the app on this device: a new build takes over only while no form is open in any tab. */

const LOCK = 'lantoa-form'
let open = 0
let newer = false
let registration: ServiceWorkerRegistration | undefined

/** Keeps new builds from taking over, for a form that opens. Returns a function to be called when it closes. */
export function holdUpdates(): () => void {
  open += 1
  let release = () => {}
  const closed = new Promise<void>((end) => {
    release = end
  })
  const held = navigator.locks?.request(LOCK, { mode: 'shared' }, () => closed)
  return () => {
    open -= 1
    release()
    // The lock is free a moment after its form has closed.
    void Promise.resolve(held).then(offer)
  }
}

/**
 * Registers the service worker, which stores the app on this device, and lets each newer build take over when no form
 * is open. Does nothing in development or where the browser has no service workers.
 */
export async function keepCurrent(): Promise<void> {
  if (!import.meta.env.PROD || !navigator.serviceWorker) return
  const first = !navigator.serviceWorker.controller
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    newer = !first
    renew()
  })
  // Who leaves for another page is on the way already: to reload under that would hold it up.
  addEventListener('pagehide', () => {
    newer = false
  })
  // WebKit frees the locks of a page that it keeps for *back*: its form may have been sent from another one since.
  window.addEventListener('pageshow', ({ persisted }) => {
    if (persisted && open) location.reload()
  })
  document.addEventListener('visibilitychange', () => {
    renew()
    void offer()
  })
  registration = await navigator.serviceWorker.register('/sw.js')
  registration.addEventListener('updatefound', () => {
    const found = registration?.installing
    found?.addEventListener('statechange', () => void offer())
  })
  void offer()
}

/**
 * Has the service worker store the parts that a phone's first day can do without, if they are not stored yet. A newer
 * build that waits has them, and Chromium lets it take over only half a minute after this one was woken meanwhile.
 */
export function keepLater(): void {
  void navigator.serviceWorker?.ready.then(({ active, waiting }) => waiting || active?.postMessage('later'))
}

/** Lets a newer build that has been downloaded take over, if no form is open in any tab. */
async function offer(): Promise<void> {
  const waiting = registration?.waiting
  if (waiting && navigator.serviceWorker.controller && (await free())) waiting.postMessage('take over')
}

/** Whether no form is open in any tab. */
export const free = async () =>
  !open && (!navigator.locks || (await navigator.locks.request(LOCK, { ifAvailable: true }, (lock) => !!lock)))

/** Loads the page again, with the build that took over, if the page is hidden and has no form open. */
function renew(): void {
  if (newer && !open && document.hidden) location.reload()
}
