/** Fetches what an account needs to work without network: its roles and its catalog. */

import type { Account } from '../core/types/account'
import type { Catalog } from '../core/types/catalog'
import type { Progress } from '../core/types/exchange'
import type { Json } from '../core/types/json'
import { keep, known } from '../store/accounts'
import { announce } from '../store/announcements'
import { read, write } from '../store/database'
import { ask } from './http'
import { underLock } from './lock'

/** Whether the server has a newer catalog than this phone. */
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

/** An account as the phone keeps it, made from the server's answer. */
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

/**
 * Fetches the account's roles and catalog and keeps them. Throws Unreached; an answer that is not the server's
 * changes nothing.
 */
export async function fetchAccountData(account: Account): Promise<void> {
  const who = await ask('GET', '/api/session', account.id)
  if (who.status === 200 && who.body?.account === account.id) await keep(accountFrom(who.body))
  const found = await ask('GET', '/api/catalog', account.id)
  if (found.status !== 200 || !found.body?.hash || !found.body.registers) return
  await write(['catalogs'], (tx) => tx.objectStore('catalogs').put(found.body as Catalog, account.id))
  announce({ account: account.id, records: null })
}

/**
 * Ends the session at the server of who signed out without network, unless they have signed in again. Throws
 * Unreached.
 */
export const endSession = (id: string): Promise<void> =>
  // Signing in waits for it: whatever is ended here, it is not the session that comes next.
  underLock('session', async () => {
    if (!(await known()).find((account) => account.id === id)?.ending) return
    const { status } = await ask('DELETE', '/api/session', id)
    if (status === 204 || status === 401) await keep({ id, ending: false })
  })
