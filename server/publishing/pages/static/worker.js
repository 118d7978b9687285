'use strict'
// The worker of the public pages alone: what was opened can be read again without a network. It answers for nothing
// outside /dien-hinh but the mark, and touches no cache but its own; the app at / has a worker of its own.
const CACHE = 'dien-hinh-1'
const FILES = [/* files */]
const OFFLINE = { vi: '/dien-hinh/ngoai-mang', en: '/dien-hinh/en/offline' }
const STANDING = '/dien-hinh/con-lai.json' // what is public now
const FIRST = [...FILES, ...Object.values(OFFLINE)]
const MOST = 150 // pages and pictures; what was opened longest ago goes first
const PATIENCE = 4000 // ms that a page may take before the kept one is shown

self.addEventListener('install', (event) => event.waitUntil(begin()))
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))
self.addEventListener('message', (event) => event.waitUntil(keepAll(event.data?.keep ?? [])))
self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== location.origin || !ours(pathname)) return
  if (request.mode === 'navigate') event.respondWith(page(event))
  else event.respondWith(kept(request).then((found) => found ?? fetched(request)))
})

const ours = (path) => path === '/mark.svg' || path === '/dien-hinh' || path.startsWith('/dien-hinh/')
const kept = async (request) => (await caches.open(CACHE)).match(request, { ignoreVary: true })

async function begin() {
  const cache = await caches.open(CACHE)
  await cache.addAll(FIRST.map((file) => new Request(file, { cache: 'reload' })))
  await self.skipWaiting()
}

/** The page as it is now; without a network, or where that is too slow, as it was when it was opened last. */
async function page(event) {
  const fresh = fetched(event.request)
  event.waitUntil(fresh.then(() => forget(event.request.url)).catch(() => {}))
  const before = await kept(event.request)
  try {
    if (!before) return await fresh
    return await Promise.race([fresh, new Promise((_, fail) => setTimeout(fail, PATIENCE))])
  } catch {
    const language = new URL(event.request.url).pathname.startsWith('/dien-hinh/en') ? 'en' : 'vi'
    return before ?? (await kept(OFFLINE[language])) ?? Response.error()
  }
}

/** Fetches and keeps; what the server no longer has is kept no longer. Rejects if only a proxy answers. */
async function fetched(request) {
  const answer = await fetch(request)
  if (answer.status > 500) throw new Error(`${answer.status}`)
  const cache = await caches.open(CACHE)
  if (answer.status === 404 || answer.status === 410) await cache.delete(request, { ignoreVary: true })
  if (answer.ok && !answer.redirected && answer.type === 'basic') {
    await cache.delete(request, { ignoreVary: true }) // so that it becomes the newest
    await cache.put(request, answer.clone())
    await shorten(cache)
  }
  return answer
}

/** Forgets what was kept and is public no more, and fetches anew what else names it; `open` has just been fetched. */
async function forget(open) {
  const { pages, photos } = await (await fetch(STANDING)).json()
  const cache = await caches.open(CACHE)
  // What was just opened is deleted already where it is gone, but others may name it.
  const known = [new Request(open), ...(await cache.keys())]
  const kept = known.filter(({ url }) => !FIRST.includes(new URL(url).pathname))
  const gone = kept.filter(({ url }) => {
    const [section, ...rest] = new URL(url).pathname.split('/').slice(2)
    const last = rest.pop() ?? section
    if (section === 'anh') return !photos.includes(last.slice(0, 16))
    if (!section || section === 'tep' || last.includes('.')) return false // feeds and other files
    return last !== 'en' && !pages.includes(last)
  })
  await Promise.all(gone.map((one) => cache.delete(one)))
  const names = gone.map(({ url }) => new URL(url).pathname.split('/').pop().replace(/(-nho)?\.webp$/, ''))
  for (const one of gone.length ? await cache.keys() : []) {
    const answer = await cache.match(one)
    if (!/html|xml|json/.test(answer?.headers.get('Content-Type') ?? '') || one.url === open) continue
    const text = await answer.text()
    if (names.some((name) => text.includes(name))) await fetched(new Request(one.url))
  }
}

async function shorten(cache) {
  const others = (await cache.keys()).filter(({ url }) => !FIRST.includes(new URL(url).pathname))
  await Promise.all(others.slice(0, Math.max(0, others.length - MOST)).map((one) => cache.delete(one)))
}

/** Keeps what a page that was opened before this worker came consists of. */
async function keepAll(addresses) {
  for (const one of addresses) {
    const { origin, pathname } = new URL(one)
    if (origin === location.origin && ours(pathname) && !(await kept(one))) await fetched(new Request(one)).catch(() => {})
  }
}
