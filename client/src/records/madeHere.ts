import type { Item } from '../core/types/mutation'
import type { Shown } from '../core/types/record'
import { me } from '../store/accounts'
import { read } from '../store/database'

/**
 * The puts of a record that the account in use made on this very phone, as far as the phone still holds them. They tell
 * a value written here from one that the same person wrote on another device.
 */
export async function putsMadeHere(record: string): Promise<Item['mutation'][]> {
  const account = await me()
  return read(['outbox', 'journal'], async (tx) => {
    const items = await Promise.all(
      (['outbox', 'journal'] as const).map((name) => tx.objectStore(name).index('record').getAll([account, record])),
    )
    return items.flat().map(({ mutation }) => mutation)
  })
}

/** Which values in a conflict of the field `name` were written on this phone: that in use, and those kept (ids). */
export function valuesFromHere(puts: Item['mutation'][], record: Shown, name: string) {
  const at = record.wrote?.[name]?.at
  const value = JSON.stringify(record.data[name] ?? null)
  // Its time names a put only to the second, in which another phone may have written too.
  const wrote = ({ set, add, remove }: Item['mutation']) =>
    set && name in set ? JSON.stringify(set[name]) === value : [add, remove].some((part) => part && name in part)
  return {
    stands: puts.some((one) => one.at === at && wrote(one)),
    kept: puts.filter(({ id }) => id in (record.conflicts[name] ?? {})).map(({ id }) => id),
  }
}
