/** The accounts on this phone. Each has rows of its own in every store; they stay when it signs out. */

import type { Account } from '../core/types/account'
import { announce } from './announcements'
import { read, write } from './database'

/** The account of this tab: what is typed here is never saved under an account that another tab switched to. */
let using: string | undefined

/** Everyone who ever signed in here, the one in use last first. */
export async function known(): Promise<Account[]> {
  const all = await read(['accounts'], (tx) => tx.objectStore('accounts').getAll())
  return all.sort((one, other) => other.turn - one.turn)
}

/** The account in use, or null when nobody is signed in. */
export async function current(): Promise<Account | null> {
  const there = (await known()).filter((account) => !account.out)
  const account = (using ? there.find(({ id }) => id === using) : there[0]) ?? null
  using = account?.id
  return account
}

/** The id of the account in use. Throws when nobody is signed in. */
export async function me(): Promise<string> {
  const id = using ?? (await current())?.id
  if (!id) throw new Error('nobody is signed in')
  return id
}

/** Saves what is new about an account. `use` makes it the account in use; `out` means that it signed out. */
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
  announce({ account: account.id, records: null })
}
