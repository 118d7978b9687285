/** IndexedDB "lantoa-desk": the server's last answers, to be read without network. Nothing is lost with it but time. */

import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { Json } from '../core/types/json'

export interface Answered {
  body: Json
  /** When it was answered, by this device's clock. */
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

/** Keeps the answer to `path`; the oldest ones make room. */
export async function keepAnswer(account: string, path: string, answered: Answered): Promise<void> {
  const tx = (await connect()).transaction('answers', 'readwrite')
  await tx.store.put(answered, [account, path])
  let over = (await tx.store.count()) - MOST
  for (let each = await tx.store.index('at').openCursor(); each && over > 0; over--) {
    await each.delete()
    each = await each.continue()
  }
  await tx.done
}

export async function keptAnswer(account: string, path: string): Promise<Answered | undefined> {
  return (await connect()).get('answers', [account, path])
}
