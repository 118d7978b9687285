/** Sends one photo to the server in parts, from where the server says that it is. */

import type { KeptPhoto } from '../store/photos'
import { ask, type Reply, Unreached } from './http'

/** Bytes of a part: at first, at least and at most. */
const FIRST = 16 * 1024
const LEAST = 4 * 1024
const MOST = 256 * 1024
/** After a failure, so many parts must have arrived before a larger one is tried. */
const CALM = 4
/** How often in a row a photo is begun anew that the server found damaged. */
const ANEW = 2

/** How the sending of one photo ended: whole at the server with so many parts, refused for good, or not now (`problem`, `after` as in Round). */
export type Sent = { whole: true; parts: number } | { refused: string } | { problem: string; after?: number }

/** Statuses that say something of the session, the app or the moment, and so of every photo; others hold up none behind. */
const OF_ALL = [401, 403, 408, 409, 426, 429]

let size = FIRST
let calm = 0

/**
 * Sends what the server lacks of a photo of `record`. Each request runs by `locked`, as tabs take turns. A part that does
 * not arrive is tried again at once as long as others do; `told` hears how many bytes the server has.
 */
export async function sendPhoto(
  photo: KeptPhoto,
  file: ArrayBuffer,
  record: string,
  locked: <T>(job: () => Promise<T>) => Promise<T>,
  told: (offset: number) => void,
): Promise<Sent> {
  const { account, sha256, bytes, type } = photo
  let damaged = 0
  let moved = true
  let parts = 0
  // A network that took much a moment ago may lose much now.
  size = Math.min(size, FIRST)
  for (let offset: number | null = null; ; ) {
    try {
      const reply: Reply =
        offset === null
          ? await locked(() => ask('POST', '/api/photos', account, { sha256, bytes, type, record }))
          : await locked(() => patch(photo, file, offset as number))
      const has: number | null = offsetIn(reply, bytes)
      if (offset !== null && reply.status === 200) parts++
      if (has === bytes) return { whole: true, parts }
      if (reply.body?.code === 'damaged' && damaged++ < ANEW) offset = null
      else if (has === null || (has === offset && !moved)) return declined(reply)
      else {
        if (offset !== null && has > offset) grow()
        moved = offset === null ? moved : has !== offset
        offset = has
        told(has)
      }
    } catch (error) {
      if (!(error instanceof Unreached)) throw error
      shrink()
      if (!moved || offset === null) return { problem: error.why }
      moved = false
      offset = null
    }
  }
}

function patch({ account, sha256 }: KeptPhoto, file: ArrayBuffer, offset: number): Promise<Reply> {
  const part = new Blob([file.slice(offset, offset + size)], { type: 'application/offset+octet-stream' })
  return ask('PATCH', `/api/photos/${sha256}`, account, part, { 'Upload-Offset': String(offset) })
}

function grow(): void {
  if (calm-- > 0) return
  calm = 0
  size = Math.min(MOST, size * 2)
}

function shrink(): void {
  calm = CALM
  size = Math.max(LEAST, size / 2)
}

/** The bytes that the server has, if it says so: after a part, or where another offset was expected. */
function offsetIn({ status, body }: Reply, bytes: number): number | null {
  const { offset } = body ?? {}
  const said = (status === 200 || status === 409) && Number.isInteger(offset) && offset >= 0 && offset <= bytes
  return said ? offset : null
}

function declined({ status, body, after }: Reply): Sent {
  const code = typeof body?.code === 'string' && status !== 200 ? body.code : 'network'
  const ofThisPhoto = status >= 400 && status < 500 && !OF_ALL.includes(status) && code !== 'network'
  return ofThisPhoto && code !== 'not_found' ? { refused: code } : { problem: code, after }
}
