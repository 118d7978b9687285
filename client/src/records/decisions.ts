/**
 * A reviewer's decisions on records. They are saved in the outbox at once, but sent only after some seconds, in which
 * they can be taken back.
 */

import { HOLD } from '../core/hold'
import { clock, uuid7 } from '../core/ids'
import type { Asks, Item, Mutation, Refusal } from '../core/types/mutation'
import { me } from '../store/accounts'
import { announce } from '../store/announcements'
import { read, StorageFailed, write } from '../store/database'
import { baseOfVerb, enqueue } from '../store/outbox'
import { dismissRefusedVerbs, NotSaved, seenOf } from './records'

/** A record as a reviewer saw it. A decision is about this `version`; null: about what this phone shows. */
export interface Reviewed {
  id: string
  unit: string
  version: string | null
  /** Its title, by which the decision is shown where this device has no copy of the record. */
  about: string
}

/**
 * A decision of the account in use that is not settled: held back so that it can be taken back, waiting to be sent or
 * answered (`queued`), or refused by the server. `about` is the record's title.
 */
export interface Pending {
  mutation: Mutation
  record: string
  about: string
  state: 'held' | 'queued' | 'refused'
  /** The moment until which it can be taken back, in milliseconds since 1970. */
  until: number
  refusal?: Refusal
}

/**
 * Saves the same decision (`verb`) on each of these records, in one transaction; gives the ids of the mutations, in the
 * order of the records. `more`: the reason, the field that it is about, and whether it answers who asked to reopen.
 *
 * They are sent after HOLD milliseconds, or when the app is next open. Rejects with NotSaved, and then none was saved.
 */
export async function decide(
  verb: string,
  records: Reviewed[],
  more: { text?: string; field?: string; asks?: Asks } = {},
): Promise<string[]> {
  const account = await me()
  const held = Date.now() + HOLD
  const made = await write(['outbox', 'journal', 'refused', 'copies'], async (tx) => {
    const saved: string[] = []
    for (const { id, unit, version, about } of records) {
      const base = version ?? baseOfVerb(await seenOf(tx, account, id), verb)
      const mutation: Mutation = {
        id: uuid7(),
        at: clock(),
        do: verb,
        unit,
        record: id,
        ...(base && { base }),
        ...more,
      }
      await enqueue(tx, account, mutation, false, { held, about })
      await dismissRefusedVerbs(tx, account, mutation)
      saved.push(mutation.id)
    }
    return saved
  }).catch((error) => {
    throw error instanceof StorageFailed ? new NotSaved(more.text ?? '', error) : error
  })
  const ids = records.map(({ id }) => id)
  announce({ account, records: ids })
  // Who opens the app anew is told by the outbox (sync/scheduler.ts).
  setTimeout(() => announce({ account, records: ids, saved: true }), HOLD)
  return made
}

/** Takes back those of the decisions `mutations` (ids) that have not been sent yet; gives how many those were. */
export async function takeBack(mutations: string[]): Promise<number> {
  const account = await me()
  const records = await write(['outbox'], async (tx) => {
    const store = tx.objectStore('outbox')
    const found = (await store.index('account').getAll(account)).filter(
      ({ mutation, sent }) => !sent && mutations.includes(mutation.id),
    )
    for (const { n } of found) await store.delete(n)
    return found.map(({ record }) => record)
  })
  announce({ account, records })
  return records.length
}

/** All decisions of the account in use that are not settled: the unsent ones, then the refused ones, oldest first. */
export async function pending(): Promise<Pending[]> {
  const account = await me()
  const [outbox, refused] = await read(
    ['outbox', 'refused'],
    async (tx): Promise<[Item[], Item[]]> => [
      await tx.objectStore('outbox').index('account').getAll(account),
      await tx.objectStore('refused').index('account').getAll(account),
    ],
  )
  const now = Date.now()
  const unsent = outbox
    .filter(({ about, outcome }) => about !== undefined && !outcome?.refused)
    .map((item): Pending => pendingOf(item, !item.sent && (item.held ?? 0) > now ? 'held' : 'queued'))
  const no = refused.filter(({ about, mended }) => about !== undefined && !mended)
  return [...unsent, ...no.map((item) => pendingOf(item, 'refused'))]
}

function pendingOf({ mutation, record, about = '', held = 0, outcome }: Item, state: Pending['state']): Pending {
  return { mutation, record, about, state, until: held, ...(outcome?.refused && { refusal: outcome.refused }) }
}
