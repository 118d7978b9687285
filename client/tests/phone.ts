/** A phone to test with: an empty database, filled from and read back as the vectors write a phone. */

import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import type { Account } from '../src/core/types/account'
import type { Mark } from '../src/core/types/exchange'
import type { Json } from '../src/core/types/json'
import type { Item } from '../src/core/types/mutation'
import type { Copy } from '../src/core/types/record'
import { keep } from '../src/store/accounts'
import { close, read, write } from '../src/store/database'

// Node 20 has none.
globalThis.navigator ??= { userAgent: '' } as Navigator

export const ME = '0190aaaa-0000-7000-8000-00000000000a'
export const UNIT = '5c000000-0000-5000-8000-000000000001'

export async function newPhone(account = ME, scopes = [UNIT]): Promise<Account> {
  await close()
  globalThis.indexedDB = new IDBFactory()
  await keep(person(account, scopes), true)
  return { ...person(account, scopes), turn: 1 }
}

export const person = (id: string, scopes = [UNIT]) => ({
  id,
  name: 'Lan',
  username: 'lan',
  roles: scopes.map((unit) => ({ unit, role: 'teacher' })),
  units: [],
})

export async function load(phone: Json): Promise<void> {
  await write(['outbox', 'journal', 'refused', 'copies', 'marks'], async (tx) => {
    for (const name of ['outbox', 'journal', 'refused'] as const) {
      for (const item of phone[name] ?? []) await tx.objectStore(name).put(rowOf(item, phone.account ?? ME))
    }
    for (const [id, copy] of Object.entries<Copy>(phone.copies ?? {})) {
      await tx.objectStore('copies').put(copy, [phone.account, id])
    }
    const mark: Mark = { safe: phone.safe ?? {} }
    if (phone.cursor) mark.cursor = phone.cursor
    await tx.objectStore('marks').put(mark, phone.account ?? ME)
  })
}

export const rowOf = (item: Json, account: string) =>
  ({ ...item, account, record: item.mutation.record ?? item.mutation.id }) as Item

export async function dump(account = ME): Promise<Json> {
  return read(['outbox', 'journal', 'refused', 'copies', 'marks'], async (tx) => {
    const { pruned, lastSync, ...mark } = (await tx.objectStore('marks').get(account)) ?? {}
    const copies = await tx.objectStore('copies').getAll(IDBKeyRange.bound([account], [account, []]))
    return {
      ...mark,
      copies: Object.fromEntries(copies.map((copy) => [copy.id, copy])),
      outbox: await tx.objectStore('outbox').index('account').getAll(account),
      journal: await tx.objectStore('journal').index('account').getAll(account),
      refused: await tx.objectStore('refused').index('account').getAll(account),
    }
  })
}

/** What of `found` a vector speaks of: an item's unnamed members are the phone's own affair. */
export function partOf(found: Json[string], told: Json[string]): Json[string] {
  if (!Array.isArray(told) || !told[0]?.mutation) return found
  const named = (item: Json, wanted: Json) => Object.fromEntries(Object.keys(wanted).map((name) => [name, item[name]]))
  return found.map((item: Json, at: number) => (told[at] ? named(item, told[at]) : item))
}
