/**
 * The database "lantoa-photos" (IndexedDB): the photos that a person took, each on disk before a form names it. It has a
 * shape of its own, as "lantoa-work" is never restructured.
 */

import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB } from 'idb'
import type { Json } from '../core/types/json'
import type { Mutation } from '../core/types/mutation'
import type { Photo } from '../core/types/photo'
import { read, StorageFailed, write } from './database'
import { inTransaction } from './transaction'

/**
 * A photo as the phone keeps it: a large one, which may name its `preview`, or a preview, which names its photo in `of`.
 *
 * `state`: "kept", no saved record names it; "waiting" to be sent; "held", the server has it whole; "refused" for good,
 * for the reason `code`. `until`: milliseconds since 1970 before which the server wants none of it. `draft` and `field`:
 * the form for which it was taken. `records`: id → unit of those that name it and are saved.
 */
export interface KeptPhoto extends Photo {
  account: string
  of?: string
  at: string
  draft: string
  field: string
  state: 'kept' | 'waiting' | 'held' | 'refused'
  code?: string
  until?: number
  records: Record<string, string>
}
/** A photo together with its bytes. */
export type PhotoFile = [KeptPhoto, ArrayBuffer]

interface Photos extends DBSchema {
  photos: { key: [string, string]; value: KeptPhoto; indexes: { account: string } }
  files: { key: [string, string]; value: ArrayBuffer }
}
type Tx<Mode extends IDBTransactionMode> = IDBPTransaction<Photos, ('photos' | 'files')[], Mode>

let opening: Promise<IDBPDatabase<Photos>> | null = null

function connect(): Promise<IDBPDatabase<Photos>> {
  opening ??= openDB<Photos>('lantoa-photos', 1, {
    upgrade(db) {
      db.createObjectStore('photos', { keyPath: ['account', 'sha256'] }).createIndex('account', 'account')
      db.createObjectStore('files')
    },
    blocking: () => void closePhotos(),
    terminated: () => {
      opening = null
    },
  })
  return opening
}

/** Closes the database; the next use opens it again. */
export async function closePhotos(): Promise<void> {
  const held = opening
  opening = null
  await held?.then(
    (db) => db.close(),
    () => {},
  )
}

/** Runs `job` in one transaction; where the database fails, once more with a new connection. Rejects with StorageFailed. */
async function run<T, Mode extends IDBTransactionMode>(mode: Mode, job: (tx: Tx<Mode>) => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      const db = await connect()
      const options = { durability: 'strict' } as const
      return await inTransaction(() => db.transaction(['photos', 'files'], mode, options) as Tx<Mode>, job)
    } catch (error) {
      if (!(error instanceof DOMException)) throw error
      const failed = new StorageFailed(error)
      if (tries > 1 || failed.full) throw failed
      await closePhotos()
    }
  }
}

/**
 * Stores photos with their bytes, all or none; resolves once they are on disk. One that is there already stays as it
 * is, but for the form that it is now taken for. Rejects with StorageFailed.
 */
export async function keepPhotos(files: PhotoFile[]): Promise<void> {
  const [first] = files
  // First: without it nobody would look for photos to send.
  if (first) await noteWaiting(first[0].account, (n = 0) => n)
  await run('readwrite', async (tx) => {
    for (const [photo, bytes] of files) {
      const key: [string, string] = [photo.account, photo.sha256]
      const was = await tx.objectStore('photos').get(key)
      await tx.objectStore('photos').put(was ? { ...was, draft: photo.draft, field: photo.field } : photo)
      await tx.objectStore('files').put(bytes, key)
    }
  })
}

/** All photos of an account that the phone keeps, previews too, the oldest first. */
export async function photosOf(account: string): Promise<KeptPhoto[]> {
  const all = await run('readonly', (tx) => tx.objectStore('photos').index('account').getAll(account))
  return all.sort((one, other) => (one.at < other.at ? -1 : 1))
}

/** The bytes of a photo; undefined where the phone does not keep it. */
export const bytesOf = (account: string, sha256: string): Promise<ArrayBuffer | undefined> =>
  run('readonly', (tx) => tx.objectStore('files').get([account, sha256]))

/** Puts what `change` makes of each photo of an account in its place; null deletes it with its bytes. */
export async function changePhotos(account: string, change: (one: KeptPhoto) => KeptPhoto | null): Promise<void> {
  await run('readwrite', async (tx) => {
    const store = tx.objectStore('photos')
    for (const one of await store.index('account').getAll(account)) {
      const next = change(one)
      if (next && next !== one) await store.put(next)
      if (next) continue
      await store.delete([account, one.sha256])
      await tx.objectStore('files').delete([account, one.sha256])
    }
  })
}

/** Notes how many photos of an account wait to be sent, beside its cursor: what counts is read there without photos. */
export async function noteWaiting(account: string, count: (before?: number) => number): Promise<void> {
  const before = await read(['marks'], async (tx) => (await tx.objectStore('marks').get(account))?.photos)
  if (before === count(before)) return
  await write(['marks'], async (tx) => {
    const mark = (await tx.objectStore('marks').get(account)) ?? {}
    await tx.objectStore('marks').put({ ...mark, photos: count(mark.photos) }, account)
  })
}

/** The name of a photo: the SHA-256 of its bytes, in hexadecimal. */
export async function sha256Of(bytes: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** The hashes of all photos, and their previews, that a mutation names. */
export const hashesOf = ({ set, add }: Pick<Mutation, 'set' | 'add'>): string[] => [...hashesIn(set), ...hashesIn(add)]

/** The hashes of all photos, and their previews, in the values of some answers. */
export const hashesIn = (values: Json = {}): string[] =>
  Object.values(values)
    .flat()
    .filter((one) => one?.sha256)
    .flatMap(({ sha256, preview }) => (preview ? [sha256, preview] : [sha256]))
