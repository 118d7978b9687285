/** The accounts that have signed in on this phone. Each has its own data in the database, and keeps them signed out. */

import type { Account } from '../core/types/account'
import { announce } from './announcements'
import { read, write } from './database'

/**
 * Id of the account that this tab works for, once known: what is typed here is not saved under another account when
 * another tab switches to that one.
 */
let using: string | undefined

/** All accounts that ever signed in on this phone, also those signed out; the last used one first. */
export async function known(): Promise<Account[]> {
  const all = await read(['accounts'], (tx) => tx.objectStore('accounts').getAll())
  return all.sort((one, other) => other.turn - one.turn)
}

/** The account in use in this tab, or null if it has signed out or nobody is signed in. */
export async function current(): Promise<Account | null> {
  const there = (await known()).filter((account) => !account.out)
  const account = (using ? there.find(({ id }) => id === using) : there[0]) ?? null
  using = account?.id
  return account
}

/** The id of the account in use in this tab, without waiting; undefined where that is not known yet or nobody is signed in. */
export const meNow = (): string | undefined => using

/** The id of the account in use in this tab. Rejects with an Error when nobody is signed in. */
export async function me(): Promise<string> {
  const id = using ?? (await current())?.id
  if (!id) throw new Error('nobody is signed in')
  return id
}

/**
 * Saves the given members of an account, and leaves its others as they are. With `use` it becomes the account in use;
 * an account saved with `out` set is no longer in use in this tab. Rejects with StorageFailed.
 */
export async function keep(account: Partial<Account> & { id: string }, use = false): Promise<void> {
  await write(['accounts'], async (tx) => {
    const store = tx.objectStore('accounts')
    const all = await store.getAll()
    const was = all.find((one) => one.id === account.id)
    const turn = use ? Math.max(0, ...all.map((one) => one.turn)) + 1 : (was?.turn ?? 0)
    await store.put({ name: '', username: '', roles: [], units: [], ...was, ...account, turn })
  })
  if (use) using = account.id
  else if (account.out && using === account.id) using = undefined
  announce({ account: account.id, records: [] })
}
