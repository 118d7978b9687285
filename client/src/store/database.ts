/**
 * The database "lantoa-work" (IndexedDB): what a person saved, and what a server's answer changes together with it.
 *
 * Copies and cursor stand beside outbox and journal, because an answer must be applied in one transaction, and a
 * transaction has one database: a kill, a second tab or a failing disk then leaves all of an answer or nothing of it,
 * with no order of writes to get right. The price would be that a new shape of the copies touches the database of the
 * outbox; so it is never restructured: version 1 for good, rows are plain JSON, and copies that a release cannot read
 * are cleared with their cursor and fetched again. Whatever needs a store of its own gets another database.
 */

import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB } from 'idb'
import type { Account } from '../core/types/account'
import type { Catalog } from '../core/types/catalog'
import type { Progress } from '../core/types/exchange'
import type { Json } from '../core/types/json'
import type { Item } from '../core/types/mutation'
import type { Copy } from '../core/types/record'
import { inTransaction } from './transaction'

/**
 * The stores of the database. Items are keyed by their number `n`; drafts and copies by [account, draft's key or
 * record]; marks (how far an account has synchronised) and catalogs by account.
 */
export interface Work extends DBSchema {
  outbox: { key: number; value: Item; indexes: { account: string; record: [string, string] } }
  journal: { key: number; value: Item; indexes: { account: string; record: [string, string] } }
  refused: { key: number; value: Item; indexes: { account: string; record: [string, string] } }
  drafts: { key: [string, string]; value: { values: Json; at: string } }
  accounts: { key: string; value: Account }
  copies: { key: [string, string]; value: Copy }
  marks: { key: string; value: Progress }
  catalogs: { key: string; value: Catalog }
}
export type Store = 'outbox' | 'journal' | 'refused' | 'drafts' | 'accounts' | 'copies' | 'marks' | 'catalogs'
/** The stores from which a record is put together as this phone shows it. */
export const RECORD_STORES: Store[] = ['outbox', 'journal', 'refused', 'copies']
export type Tx<Mode extends IDBTransactionMode> = IDBPTransaction<Work, Store[], Mode>

/** Thrown when IndexedDB failed, a second try with a new connection included. `full`: the phone has no room left. */
export class StorageFailed extends Error {
  readonly full: boolean
  constructor(cause: unknown) {
    super('storage failed', { cause })
    this.full = (cause as DOMException)?.name === 'QuotaExceededError'
  }
}

/** Milliseconds after which opening the database counts as failed. */
const PATIENCE = 8_000
let opening: Promise<IDBPDatabase<Work>> | null = null

function connect(): Promise<IDBPDatabase<Work>> {
  if (opening) return opening
  const opened = openDB<Work>('lantoa-work', 1, {
    upgrade(db) {
      for (const name of ['outbox', 'journal', 'refused'] as const) {
        const store = db.createObjectStore(name, { keyPath: 'n', autoIncrement: name === 'outbox' })
        store.createIndex('account', 'account')
        store.createIndex('record', ['account', 'record'])
      }
      for (const name of ['drafts', 'copies', 'marks', 'catalogs'] as const) db.createObjectStore(name)
      db.createObjectStore('accounts', { keyPath: 'id' })
    },
    blocking: () => void close(),
    terminated: () => {
      opening = null
    },
  })
  const late = new Promise<never>((_, reject) => {
    const timer = setTimeout(() => reject(new DOMException('open hangs', 'TimeoutError')), PATIENCE)
    opened.finally(() => clearTimeout(timer)).catch(() => {})
  })
  opening = Promise.race([opened, late])
  return opening
}

/** Closes the database; the next use opens it again. */
export async function close(): Promise<void> {
  const held = opening
  opening = null
  await held?.then(
    (db) => db.close(),
    () => {},
  )
}

/**
 * Runs `job` in one transaction over `stores`, and resolves with its result once all is on disk. Where it rejects,
 * nothing was written: with StorageFailed where the database failed, else with what `job` threw.
 */
export function write<T>(stores: Store[], job: (tx: Tx<'readwrite'>) => Promise<T>): Promise<T> {
  return withNewConnection((db) =>
    inTransaction(() => db.transaction(stores, 'readwrite', { durability: 'strict' }), job),
  )
}

/** Runs `job` in one transaction that only reads `stores`, and gives its result. Rejects with StorageFailed. */
export function read<T>(stores: Store[], job: (tx: Tx<'readonly'>) => Promise<T>): Promise<T> {
  return withNewConnection((db) => inTransaction(() => db.transaction(stores, 'readonly'), job))
}

/**
 * Runs `job` with a connection, and once more with a new one if the database fails (Chrome's connections die with its
 * storage process). Throws StorageFailed if that fails too, and at once where the disk is full.
 */
async function withNewConnection<T>(job: (db: IDBPDatabase<Work>) => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await job(await connect())
    } catch (error) {
      if (!(error instanceof DOMException)) throw error
      const failed = new StorageFailed(error)
      if (tries > 1 || failed.full) throw failed
      await close()
    }
  }
}
