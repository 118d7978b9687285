/** What an account needs to work without network, fetched when the server says that it has changed. */

import type { Account } from '../core/types/account'
import type { Catalog } from '../core/types/catalog'
import type { Progress } from '../core/types/exchange'
import type { Json } from '../core/types/json'
import { keep, known } from '../store/accounts'
import { announce } from '../store/announcements'
import { read, write } from '../store/database'
import { ask } from './http'
import { underLock } from './lock'

/** Whether the catalog on the phone is not the one that the server told of last. */
export async function catalogIsStale(account: string): Promise<boolean> {
  const [held, progress] = await read(
    ['catalogs', 'marks'],
    async (tx): Promise<[Catalog | undefined, Progress | undefined]> => [
      await tx.objectStore('catalogs').get(account),
      await tx.objectStore('marks').get(account),
    ],
  )
  return !held || (!!progress?.catalog && held.hash !== progress.catalog)
}

/** What the server says of an account, as the phone keeps it. */
export const accountFrom = ({
  account,
  name,
  roles,
  units,
  must_choose_password: must,
  reset_by: by,
  reset_at: at,
}: Json) => ({
  id: account as string,
  name,
  roles,
  units,
  must: !!must,
  reset: by ? { by, at } : undefined,
})

/** Fetch who the account is and its catalog. Throws Unreached; what is no answer of ours changes nothing. */
export async function fetchAccountData(account: Account): Promise<void> {
  const who = await ask('GET', '/api/session', account.id)
  if (who.status === 200 && who.body?.account === account.id) await keep(accountFrom(who.body))
  const found = await ask('GET', '/api/catalog', account.id)
  if (found.status !== 200 || !found.body?.hash || !found.body.registers) return
  await write(['catalogs'], (tx) => tx.objectStore('catalogs').put(found.body as Catalog, account.id))
  announce({ account: account.id, records: null })
}

/** End the session of who signed out without network, unless they have signed in again. Throws Unreached. */
export const endSession = (id: string): Promise<void> =>
  // Signing in waits for it: whatever is ended here, it is not the session that comes next.
  underLock('session', async () => {
    if (!(await known()).find((account) => account.id === id)?.ending) return
    const { status } = await ask('DELETE', '/api/session', id)
    if (status === 204 || status === 401) await keep({ id, ending: false })
  })
