/** Drafts: what is being typed, kept apart from what was saved, so that an open form survives a kill of the page. */

import type { Json } from '../core/types/json'
import { me } from './accounts'
import { read, type Tx, write } from './database'

/**
 * Key of the address of the open form. It is kept as a draft: a killed browser loses the last seconds of
 * localStorage.
 */
export const OPEN = 'open'

/** Keeps the values of the form `key`. Rejects with StorageFailed. */
export async function putDraft(key: string, values: Json): Promise<void> {
  const account = await me()
  await write(['drafts'], (tx) =>
    tx.objectStore('drafts').put({ values, at: new Date().toISOString() }, [account, key]),
  )
}

/** The values of the form `key` as they were last kept, or null. */
export async function getDraft(key: string): Promise<Json | null> {
  const account = await me()
  return (await read(['drafts'], (tx) => tx.objectStore('drafts').get([account, key])))?.values ?? null
}

export async function dropDraft(key: string): Promise<void> {
  const account = await me()
  await write(['drafts'], (tx) => tx.objectStore('drafts').delete([account, key]))
}

/** Deletes the draft of the form `key` in the transaction that saves it. */
export async function endDraft(tx: Tx<'readwrite'>, account: string, key: string): Promise<void> {
  // One after the other: a call that throws leaves no other behind whose failure nobody hears.
  for (const one of [key, OPEN]) await tx.objectStore('drafts').delete([account, one])
}
