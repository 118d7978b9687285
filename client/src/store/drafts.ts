/**
 * Drafts: what is being typed in a form and not saved yet. They are stored apart from saved records, so that an open
 * form survives when the page is killed. All are those of the account in use.
 */

import type { Json } from '../core/types/json'
import { me } from './accounts'
import { read, type Tx, write } from './database'
import { onItsWay } from './transaction'

/**
 * The key under which the address of the open form is stored, as a draft: localStorage would not do, as a browser that
 * is killed loses its last seconds.
 */
export const OPEN = 'open'

/** Stores `values` as the draft `key`, in place of what it held. Rejects with StorageFailed. */
export async function putDraft(key: string, values: Json): Promise<void> {
  const account = await me()
  await write(['drafts'], (tx) =>
    tx.objectStore('drafts').put({ values, at: new Date().toISOString() }, [account, key]),
  )
}

/** The values last stored as the draft `key`, or null if there is none. Rejects with StorageFailed. */
export async function getDraft(key: string): Promise<Json | null> {
  const account = await me()
  return (await read(['drafts'], (tx) => tx.objectStore('drafts').get([account, key])))?.values ?? null
}

/** The values of every draft of the account in use, in no order. Rejects with StorageFailed. */
export async function allDrafts(): Promise<Json[]> {
  const account = await me()
  const found = await read(['drafts'], (tx) =>
    tx.objectStore('drafts').getAll(IDBKeyRange.bound([account], [account, []])),
  )
  return found.map(({ values }) => values)
}

export async function dropDraft(key: string): Promise<void> {
  const account = await me()
  await write(['drafts'], (tx) => tx.objectStore('drafts').delete([account, key]))
}

/** Deletes the draft `key`, and the address of the open form, within `tx`: the transaction that saves its record. */
export function endDraft(tx: Tx<'readwrite'>, account: string, key: string): void {
  for (const one of [key, OPEN]) onItsWay(tx.objectStore('drafts').delete([account, one]))
}
