/**
 * Pictures that another app, such as the phone's gallery, has shared with this one. The service worker keeps them in a
 * cache of their own, whoever is signed in and with or without a network, until somebody has put them into a form.
 */

/** The address to which other apps post what they share; the app's screen for it has the same. */
export const SHARE = '/chia-se'
const CACHE = 'lantoa-shared'
const FIELD = 'photos' // as in the manifest
const MOST_BYTES = 40_000_000 // of one picture; a phone's camera makes 25 MB at the most

/** A shared picture as it came. */
export interface Shared {
  /** Its address in the cache. */
  key: string
  name: string
  file: Blob
}

/**
 * Keeps the pictures of a posted form, and leads to the screen for them. The address names why something is left
 * out: `other`, it is no picture; `large`, it has too many bytes; `room`, the phone has none for it.
 */
export async function keepShared(request: Request): Promise<Response> {
  let left = ''
  try {
    const files = (await request.formData()).getAll(FIELD) as File[]
    const cache = await caches.open(CACHE)
    if (!files.length) left = 'other'
    for (const file of files) {
      if (!/^image/.test(file.type)) left += '&other'
      else if (file.size > MOST_BYTES) left += '&large'
      else await cache.put(`${SHARE}/${crypto.randomUUID()}?${encodeURIComponent(file.name)}`, new Response(file))
    }
  } catch {
    left += '&room'
  }
  return Response.redirect(`${SHARE}?${left}`, 303)
}

/** The shared pictures that wait on this phone, the first that came first. */
export async function sharedHere(): Promise<Shared[]> {
  if (!(await caches.has(CACHE))) return []
  const cache = await caches.open(CACHE)
  const found = await Promise.all(
    (await cache.keys()).map(async ({ url }) => {
      const answer = await cache.match(url)
      return answer && { key: url, name: decodeURIComponent(new URL(url).search.slice(1)), file: await answer.blob() }
    }),
  )
  return found.filter((one) => !!one)
}

/** How many shared pictures wait on this phone. */
export const countShared = async (): Promise<number> =>
  globalThis.caches && (await caches.has(CACHE)) ? (await (await caches.open(CACHE)).keys()).length : 0

/** Deletes shared pictures. */
export async function dropShared(keys: string[]): Promise<void> {
  const cache = await caches.open(CACHE)
  await Promise.all(keys.map((key) => cache.delete(key)))
}
