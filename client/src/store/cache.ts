/**
 * The database "lantoa-desk" (IndexedDB): the server's last answers to the desk's requests, to be shown without
 * network, and what a phone has made of its records, so as not to make it anew. It may be lost: everything in it can be
 * had again.
 */

import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { Json } from '../core/types/json'
import { inTransaction } from './transaction'

/** An answer of the server to a GET request. */
export interface Answered {
  body: Json
  /** When the answer came, by this device's clock. */
  at: string
}
interface Answers extends DBSchema {
  answers: { key: [string, string]; value: Answered; indexes: { at: string } }
}

const MOST = 300 // answers kept, of all accounts
let opening: Promise<IDBPDatabase<Answers>> | null = null

function connect(): Promise<IDBPDatabase<Answers>> {
  opening ??= openDB<Answers>('lantoa-desk', 1, {
    upgrade: (db) => db.createObjectStore('answers').createIndex('at', 'at'),
    blocking: () => forget(),
    terminated: () => forget(),
  })
  opening.catch(forget)
  return opening
}

function forget(): void {
  const held = opening
  opening = null
  void held?.then(
    (db) => db.close(),
    () => {},
  )
}

/** Stores the answer that `account` got to GET `path`; beyond 300 answers, the oldest are deleted. */
export async function keepAnswer(account: string, path: string, answered: Answered): Promise<void> {
  const db = await connect()
  await inTransaction(
    () => db.transaction(['answers'], 'readwrite'),
    async (tx) => {
      const store = tx.objectStore('answers')
      await store.put(answered, [account, path])
      let over = (await store.count()) - MOST
      for (let each = await store.index('at').openCursor(); each && over > 0; over--) {
        await each.delete()
        each = await each.continue()
      }
    },
  )
}

/** The answer that `account` last got to GET `path` on this device; undefined if none is stored. */
export async function keptAnswer(account: string, path: string): Promise<Answered | undefined> {
  const db = await connect()
  return inTransaction(
    () => db.transaction(['answers'], 'readonly'),
    (tx) => tx.objectStore('answers').get([account, path]),
  )
}
