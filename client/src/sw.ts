/// <reference lib="webworker" />
/**
 * The service worker. It stores one whole build of the app in a cache, and answers requests for its pages and files
 * from there; all requests but GET go to the network untouched, but for what other apps share with this one. A phone's
 * first build is stored in two steps: what the first day needs, and the rest once the phone has exchanged for the first
 * time; each newer build is stored at once.
 */
import { keepShared, SHARE } from './records/shared'
import { SCREENS } from './routes/addresses'

declare const BUILD: { name: string; page: string; files: string[]; later: string[]; desk: string }
declare const self: ServiceWorkerGlobalScope

const OURS = 'lantoa-build-'
const CACHE = OURS + BUILD.name
/** Name of a cache that stays empty: that it exists says that the desk has been opened on this device. */
const DESK = 'lantoa-desk'

self.addEventListener('install', (event) => event.waitUntil(fill()))
self.addEventListener('activate', (event) => event.waitUntil(takeOver()))
self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  // Never in a frame: what another site's page posts there is not seen by anybody.
  if (request.method === 'POST' && pathname === SHARE && request.destination === 'document')
    event.respondWith(keepShared(request))
  // The public pages have a worker of their own, and are never answered with the app.
  if (request.method !== 'GET' || origin !== location.origin || /^\/dien-hinh(\/|$)/.test(pathname)) return
  if (request.mode === 'navigate') {
    event.respondWith(SCREENS.test(pathname) ? page(request) : fetched(request).catch(() => page(request)))
  } else if (pathname.startsWith('/assets/')) {
    event.respondWith(kept(pathname).then((found) => found ?? fetch(request)))
  }
})
self.addEventListener('message', (event) => {
  if (event.data === 'take over') event.waitUntil(self.skipWaiting())
  if (event.data === 'later') event.waitUntil(keepLater().catch(() => {})) // the page asks again
  if (event.data === 'desk') event.waitUntil(caches.open(DESK).then(keepDesk))
})

self.addEventListener('push', (event) => event.waitUntil(ring(event.data?.json())))
self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(show(event.notification.data))
})

// The network is back, says the browser: a page that is open, or asleep, sends what it has.
self.addEventListener('sync' as 'message', (event) => event.waitUntil(wake()))

/** Shows a notice that the server has sent, and how many want something to be done on the app's icon. */
async function ring({ title, body, tag, url, needs }: Record<string, string>): Promise<void> {
  await self.registration.showNotification(title ?? '', { body, tag, data: url, icon: '/icon-192.png' } as object)
  await navigator.setAppBadge?.(Number(needs))
}

/** Opens what a notice is about, in the app's page if one is open; a public page stays with who reads it. */
async function show(url: string): Promise<unknown> {
  const page = (await self.clients.matchAll({ type: 'window' })).find((one) => SCREENS.test(new URL(one.url).pathname))
  return page ? (await page.focus()).navigate(url) : self.clients.openWindow(url)
}

async function wake(): Promise<void> {
  for (const page of await self.clients.matchAll({ includeUncontrolled: true })) page.postMessage('sync')
}

/**
 * Stores all files of this build in its cache, or none. Rejects if one does not come or if the server has another build
 * by now; the browser then tries again later.
 */
async function fill(): Promise<void> {
  const cache = await caches.open(CACHE)
  try {
    const answer = await fetch('/', { cache: 'reload' })
    if ((await sum(answer.clone())) !== BUILD.page) throw new Error('another build')
    // Whoever had an older build may use all of it offline by now: so must they this one.
    const files = (await olderBuilds()).length ? [...BUILD.files, ...BUILD.later] : BUILD.files
    await Promise.all(files.map((file) => keep(cache, file)))
    await cache.put('/', answer)
    if (await caches.has(DESK)) await keepDesk().catch(() => {})
  } catch (fault) {
    await caches.delete(CACHE)
    throw fault
  }
}

const olderBuilds = async () => (await caches.keys()).filter((name) => name.startsWith(OURS) && name !== CACHE)

/** Stores what the first day can do without in this build's cache too; what is there already is left as it is. */
async function keepLater(): Promise<void> {
  const cache = await caches.open(CACHE)
  await Promise.all(BUILD.later.map(async (file) => (await cache.match(file)) ?? (await keep(cache, file))))
}

/**
 * Stores the files of the desk in this build's cache too, so that the desk opens without network: one after the other,
 * as whoever works at it meanwhile asks for more than these.
 */
async function keepDesk(): Promise<void> {
  const cache = await caches.open(CACHE)
  await keep(cache, BUILD.desk)
  const files: string[] = await (await kept(BUILD.desk))?.json()
  for (const file of files) await keep(cache, file)
}

async function sum(answer: Response): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', await answer.arrayBuffer())
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/**
 * Puts the file at the path `file` into the cache, from an older build's cache if it is there (the name holds a hash of
 * the content), else from the network. Rejects if it does not come.
 */
async function keep(cache: Cache, file: string): Promise<void> {
  const answer = (await kept(file)) ?? (await fetch(file))
  if (!answer.ok) throw new Error(`${file}: ${answer.status}`)
  await cache.put(file, answer)
}

const kept = (file: string) => caches.match(file, { ignoreVary: true })

/** The server's answer; rejects if only what stands before the server answers that it cannot be reached. */
async function fetched(request: Request): Promise<Response> {
  const answer = await fetch(request)
  if (answer.status > 500) throw new Error(`${answer.status}`)
  return answer
}

const page = async (request: Request) =>
  (await (await caches.open(CACHE)).match('/', { ignoreVary: true })) ?? fetch(request)

/**
 * Takes charge of all open tabs, and deletes the caches of older builds but the last one, of which tabs may still be
 * open.
 */
async function takeOver(): Promise<void> {
  const builds = await olderBuilds()
  await Promise.all(builds.slice(0, -1).map((name) => caches.delete(name)))
  await self.clients.claim()
}
