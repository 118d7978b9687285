/** Unfinished forms that a file has brought from another phone of the account, with their photos. */

import type { Json } from '../core/types/json'
import type { Photo } from '../core/types/photo'
import { announce } from '../store/announcements'
import { read, write } from '../store/database'
import { hashesIn, keepPhotos, type PhotoFile, photosOf, sha256Of } from '../store/photos'
import { ask, PATIENCE, SLOWEST, Unreached } from './http'

/** A photo that such a form names and no record yet, as the server lists it. */
type Listed = Pick<Photo, 'sha256' | 'type' | 'bytes'>
/** `held`: a phone has had all but these photos; it may have been saved since, and is not to come back. */
type Draft = { key: string; at: string; values: Json; photos?: Listed[]; held?: boolean }

/**
 * Keeps them on this phone, unless it has one that was typed in later, then their photos; tells the server what is on
 * disk. A photo holds up no text, and one that cannot be had now none behind it. Rejects with Unreached, StorageFailed.
 */
export async function takeDrafts(account: string): Promise<void> {
  const found = await ask('GET', '/api/bundles/drafts', account)
  const drafts: Draft[] = found.status === 200 ? (found.body?.drafts ?? []) : []
  if (!drafts.length) return
  await write(['drafts'], async (tx) => {
    const store = tx.objectStore('drafts')
    for (const { key, at, values } of drafts.filter(({ held }) => !held)) {
      const there = await store.get([account, key])
      if (!there || there.at < at) await store.put({ at, values }, [account, key])
    }
  })
  announce({ account, records: [] })
  const tell = (keys: string[], ...photos: string[]) =>
    ask('POST', '/api/bundles/drafts/held', account, { keys, photos })
  await tell(drafts.map(({ key }) => key))
  for (const draft of drafts) {
    for (const photo of draft.photos ?? []) {
      if (!(await takePhoto(account, draft, photo))) continue
      announce({ account, records: [] })
      await tell([draft.key], photo.sha256)
    }
  }
}

/** Keeps a photo of a draft; gives whether the server need not hold it for this phone any more. */
async function takePhoto(account: string, draft: Draft, photo: Listed): Promise<boolean> {
  const { sha256 } = photo
  if ((await photosOf(account)).some((one) => one.sha256 === sha256)) return true
  const bytes = await fetched(account, photo)
  if (typeof bytes === 'boolean') return bytes
  const now = await read(['drafts'], (tx) => tx.objectStore('drafts').get([account, draft.key]))
  // What was left out of the form meanwhile must not come back there.
  if (now && !hashesIn(now.values.values).includes(sha256)) return true
  const file = described(account, draft, photo, bytes)
  if (file) await keepPhotos([file])
  return true
}

/** The photo as this phone keeps those that it takes; null where the draft does not say for which field. */
function described(account: string, { key, values }: Draft, photo: Listed, bytes: ArrayBuffer): PhotoFile | null {
  const { sha256 } = photo
  for (const [field, photos] of Object.entries<Json[string]>(values.values ?? {})) {
    for (const one of [photos].flat() as Photo[]) {
      if (one?.preview !== sha256 && one?.sha256 !== sha256) continue
      const more = { account, at: new Date().toISOString(), state: 'kept' as const, records: {}, draft: key, field }
      const { preview, ...large } = one
      return [{ ...(preview === sha256 ? { ...large, of: one.sha256 } : one), ...photo, ...more }, bytes]
    }
  }
  return null
}

/** A photo's bytes; true where the server has it no more, false where it cannot be had now. Rejects with Unreached. */
async function fetched(account: string, { sha256, bytes }: Listed): Promise<ArrayBuffer | boolean> {
  const stop = new AbortController()
  const timer = setTimeout(() => stop.abort(), PATIENCE + bytes / SLOWEST)
  const headers = { 'X-Account': account }
  const options: RequestInit = { headers, signal: stop.signal, cache: 'no-store', redirect: 'error' }
  try {
    const reply = await fetch(`/api/bundles/drafts/photos/${sha256}`, options)
    if (!reply.ok) return reply.status === 404
    const body = await reply.arrayBuffer()
    return (await sha256Of(body)) === sha256 && body
  } catch {
    throw new Unreached('network')
  } finally {
    clearTimeout(timer)
  }
}
