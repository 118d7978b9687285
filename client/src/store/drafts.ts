/** What is being typed, kept apart from what was saved: an open form survives a kill. */

import type { Json } from '../core/types/json'
import { me } from './accounts'
import { read, type Tx, write } from './database'

/** The address of the open form is kept as drafts are: a browser that is killed loses localStorage's last seconds. */
export const OPEN = 'open'

/** Keep the values of the open form `key`. Rejects with StorageFailed. */
export async function putDraft(key: string, values: Json): Promise<void> {
  const account = await me()
  await write(['drafts'], (tx) =>
    tx.objectStore('drafts').put({ values, at: new Date().toISOString() }, [account, key]),
  )
}

/** The values of the form `key` as they were last, or null. */
export async function getDraft(key: string): Promise<Json | null> {
  const account = await me()
  return (await read(['drafts'], (tx) => tx.objectStore('drafts').get([account, key])))?.values ?? null
}

export async function dropDraft(key: string): Promise<void> {
  const account = await me()
  await write(['drafts'], (tx) => tx.objectStore('drafts').delete([account, key]))
}

/** The form `key` was saved, in the caller's transaction: neither its values nor its address come back. */
export async function endDraft(tx: Tx<'readwrite'>, account: string, key: string): Promise<void> {
  // One after the other: a call that throws leaves no other behind whose failure nobody hears.
  for (const one of [key, OPEN]) await tx.objectStore('drafts').delete([account, one])
}
