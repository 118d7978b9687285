/** Unfinished forms that a file has brought from another phone of the account. */

import type { Json } from '../core/types/json'
import { announce } from '../store/announcements'
import { write } from '../store/database'
import { ask } from './http'

type Draft = { key: string; at: string; values: Json }

/**
 * Keeps them on this phone, unless it has one that was typed in later, and tells the server once they are on disk.
 * Rejects with Unreached, StorageFailed.
 */
export async function takeDrafts(account: string): Promise<void> {
  const found = await ask('GET', '/api/bundles/drafts', account)
  const drafts: Draft[] = found.status === 200 ? (found.body?.drafts ?? []) : []
  if (!drafts.length) return
  await write(['drafts'], async (tx) => {
    const store = tx.objectStore('drafts')
    for (const { key, at, values } of drafts) {
      const there = await store.get([account, key])
      if (!there || there.at < at) await store.put({ at, values }, [account, key])
    }
  })
  await ask('POST', '/api/bundles/drafts/held', account, { keys: drafts.map(({ key }) => key) })
  announce({ account, records: [] })
}
