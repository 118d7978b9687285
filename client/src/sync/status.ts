/** The one truthful line: how much is unsent, what is going on, what happens next. */

import type { Mark, Status } from '../core/types/exchange'
import type { Item } from '../core/types/mutation'
import { current } from '../store/accounts'
import { read } from '../store/database'

let told: Status = { state: 'idle', waiting: 0, refused: 0, sent: 0, of: 0, lastSync: null }
const listeners = new Set<(status: Status) => void>()

export const status = () => told

/** `callback` now and after every change; returns what ends it. */
export function watchStatus(callback: (status: Status) => void): () => void {
  listeners.add(callback)
  callback(told)
  return () => void listeners.delete(callback)
}

/** Members given as undefined are taken away. */
export function say(part: { [name in keyof Status]?: Status[name] | undefined }): void {
  const next = Object.fromEntries(Object.entries({ ...told, ...part }).filter(([, value]) => value !== undefined))
  told = next as unknown as Status
  for (const listener of [...listeners]) listener(told)
}

/** Count anew what of the account in use is unsettled, in records; `begins` a run of sending. */
export async function recount(begins = false): Promise<void> {
  const account = await current()
  if (!account) return say({ waiting: 0, refused: 0, sent: 0, of: 0, lastSync: null })
  const [items, away, mark] = await read(
    ['outbox', 'refused', 'marks'],
    async (tx): Promise<[Item[], Item[], Mark | undefined]> => [
      await tx.objectStore('outbox').index('account').getAll(account.id),
      await tx.objectStore('refused').index('account').getAll(account.id),
      await tx.objectStore('marks').get(account.id),
    ],
  )
  const records = (found: Item[]) => new Set(found.map(({ record }) => record)).size
  const waiting = records(items)
  const of = begins ? waiting : Math.max(told.of, waiting)
  const refused = records(away.filter(({ mended }) => !mended))
  say({ waiting, refused, of, sent: of - waiting, lastSync: mark?.lastSync ?? null })
}
