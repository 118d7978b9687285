/** A new build waits until no form is open, in any tab; it never loses a draft, which is on disk anyway. */

const LOCK = 'lantoa-form'
let open = 0
let newer = false
let registration: ServiceWorkerRegistration | undefined

/** While a form is open no update takes over. Returns what ends it. */
export function holdUpdates(): () => void {
  open += 1
  let release = () => {}
  void navigator.locks?.request(
    LOCK,
    { mode: 'shared' },
    () =>
      new Promise<void>((end) => {
        release = end
      }),
  )
  return () => {
    open -= 1
    release()
    void offer()
  }
}

/** Keeps the app on this phone: the service worker, and each build that follows. */
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

/** Lets a waiting build take over where nobody is writing. */
async function offer(): Promise<void> {
  const waiting = registration?.waiting
  if (waiting && navigator.serviceWorker.controller && (await free())) waiting.postMessage('take over')
}

/** Whether nobody is writing, in any tab. */
export const free = async () =>
  !open && (!navigator.locks || (await navigator.locks.request(LOCK, { ifAvailable: true }, (lock) => !!lock)))

/** The new build is loaded while nobody looks. Until then this page goes on with its own files. */
function renew(): void {
  if (newer && !open && document.hidden) location.reload()
}
