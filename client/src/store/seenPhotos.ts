/**
 * The database "lantoa-seen" (IndexedDB): previews of other people's photos, so that a leader sees without network what
 * waits to be verified. It may be lost: everything in it can be had again.
 */

import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import { inTransaction } from './transaction'

/** The preview of a photo, by the photo's own hash, as a record names it. */
export interface SeenPhoto {
  account: string
  sha256: string
  record: string
  type: string
  bytes: ArrayBuffer
}
interface Seen extends DBSchema {
  previews: { key: [string, string]; value: SeenPhoto; indexes: { record: [string, string] } }
}

let opening: Promise<IDBPDatabase<Seen>> | null = null

function connect(): Promise<IDBPDatabase<Seen>> {
  opening ??= openDB<Seen>('lantoa-seen', 1, {
    upgrade(db) {
      db.createObjectStore('previews', { keyPath: ['account', 'sha256'] }).createIndex('record', ['account', 'record'])
    },
    blocking: () => void closeSeen(),
    terminated: () => void closeSeen(),
  })
  opening.catch(() => void closeSeen())
  return opening
}

/** Closes the database; the next use opens it again. */
export async function closeSeen(): Promise<void> {
  const held = opening
  opening = null
  await held?.then(
    (db) => db.close(),
    () => {},
  )
}

/** The preview of a photo; undefined where it is not kept. */
export async function seenPhoto(account: string, sha256: string): Promise<SeenPhoto | undefined> {
  const db = await connect()
  return inTransaction(
    () => db.transaction(['previews'], 'readonly'),
    (tx) => tx.objectStore('previews').get([account, sha256]),
  )
}

/** The hashes of the photos of an account whose previews are kept; with a record, of those that it names. */
export async function seenHashes(account: string, record?: string): Promise<string[]> {
  const db = await connect()
  const range = record ? IDBKeyRange.only([account, record]) : IDBKeyRange.bound([account], [account, []])
  const keys = await inTransaction(
    () => db.transaction(['previews'], 'readonly'),
    (tx) => tx.objectStore('previews').index('record').getAllKeys(range),
  )
  return keys.map(([, sha256]) => sha256)
}

/** The records of an account that name photos of which previews are kept. */
export async function seenRecords(account: string): Promise<string[]> {
  const db = await connect()
  return inTransaction(
    () => db.transaction(['previews'], 'readonly'),
    async (tx) => {
      const found: string[] = []
      const index = tx.objectStore('previews').index('record')
      const all = IDBKeyRange.bound([account], [account, []])
      for (let each = await index.openKeyCursor(all, 'nextunique'); each; each = await each.continue()) {
        found.push(each.key[1])
      }
      return found
    },
  )
}

/** Keeps a preview. */
export async function keepSeen(one: SeenPhoto): Promise<void> {
  const db = await connect()
  await inTransaction(
    () => db.transaction(['previews'], 'readwrite'),
    (tx) => tx.objectStore('previews').put(one),
  )
}

/** Deletes the previews of these photos of an account. */
export async function dropSeen(account: string, hashes: string[]): Promise<void> {
  if (!hashes.length) return
  const db = await connect()
  await inTransaction(
    () => db.transaction(['previews'], 'readwrite'),
    (tx) => Promise.all(hashes.map((sha256) => tx.objectStore('previews').delete([account, sha256]))),
  )
}
