/** The status of synchronisation in this tab: how much is unsent, what is going on, and when the next try is. */

import type { Progress, Status } from '../core/types/exchange'
import type { Item } from '../core/types/mutation'
import { noteHeld } from '../platform/held'
import { current } from '../store/accounts'
import { read } from '../store/database'

let present: Status = { state: 'idle', waiting: 0, photos: 0, refused: 0, sent: 0, of: 0, lastSync: null }
const listeners = new Set<(status: Status) => void>()

export const status = () => present

/** Calls `callback` with the status now and after every change of it. Returns a function that ends this. */
export function watchStatus(callback: (status: Status) => void): () => void {
  listeners.add(callback)
  callback(present)
  return () => void listeners.delete(callback)
}

/** Changes some members of the status and tells those who watch it; a member given as undefined is removed. */
export function updateStatus(part: { [name in keyof Status]?: Status[name] | undefined }): void {
  const next = Object.fromEntries(Object.entries({ ...present, ...part }).filter(([, value]) => value !== undefined))
  present = next as unknown as Status
  for (const listener of [...listeners]) listener(present)
}

/**
 * Counts the records of the account in use that have mutations in the outbox or refused ones, and puts the numbers into
 * the status. `begins`: a run of exchanges starts, so that `sent` counts from 0 again. Gives the outbox of everybody.
 */
export async function recount(begins = false): Promise<Item[]> {
  const account = await current()
  if (!account) {
    updateStatus({ waiting: 0, photos: 0, refused: 0, sent: 0, of: 0, lastSync: null })
    return []
  }
  const [items, away, marks, ids] = await read(
    ['outbox', 'refused', 'marks'],
    async (tx): Promise<[Item[], Item[], Progress[], string[]]> => [
      await tx.objectStore('outbox').getAll(),
      await tx.objectStore('refused').index('account').getAll(account.id),
      await tx.objectStore('marks').getAll(),
      await tx.objectStore('marks').getAllKeys(),
    ],
  )
  const progress = marks[ids.indexOf(account.id)]
  const records = (found: Item[]) => new Set(found.map(({ record }) => record)).size
  const of = (id: string) => items.filter((item) => item.account === id)
  const waiting = records(of(account.id))
  const all = begins ? waiting : Math.max(present.of, waiting)
  const refused = records(away.filter(({ mended }) => !mended))
  const photos = progress?.photos ?? 0
  // A record whose photo has not gone is not sent either.
  const photosAlone = ids.filter((id, at) => marks[at]?.photos && !of(id).length)
  noteHeld({ username: account.username, waiting: records(items) + photosAlone.length })
  updateStatus({
    waiting,
    photos,
    refused,
    of: all,
    sent: all - waiting,
    lastSync: progress?.lastSync ?? null,
  })
  return items
}
