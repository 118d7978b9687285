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

/** Whether this phone holds no catalog of `account`, or another than the one that the server last named. */
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

/** The members of an account that the phone stores, taken from an answer of /api/session. */
export const accountFrom = ({
  account,
  name,
  roles,
  units,
  must_choose_password: must,
  must_enrol_second_factor: enrol,
  demo,
  bundle,
  reset_by: by,
  reset_at: at,
}: Json) => ({
  id: account as string,
  name,
  roles,
  units,
  must: !!must,
  enrol: !!enrol,
  demo: !!demo,
  ...(bundle && { bundle }),
  reset: by ? { by, at } : undefined,
})

/**
 * Fetches the account's name, roles and catalog from the server and stores them. A refusal, or an answer of another
 * shape (such as a captive portal's), changes nothing. Rejects with Unreached without network.
 */
export async function fetchAccountData(account: Account): Promise<void> {
  const who = await ask('GET', '/api/session', account.id)
  if (who.status === 200 && who.body?.account === account.id) await keep(accountFrom(who.body))
  const found = await ask('GET', '/api/catalog', account.id)
  if (found.status !== 200 || !found.body?.hash || !found.body.registers) return
  await write(['catalogs'], (tx) => tx.objectStore('catalogs').put(found.body as Catalog, account.id))
  announce({ account: account.id, records: [] })
}

/**
 * Ends the server's session of an account that has signed out on this phone. Does nothing if it has signed in again, or
 * if its session has ended already. Rejects with Unreached without network.
 */
export const endSession = (id: string): Promise<void> =>
  // Signing in waits for it: whatever is ended here, it is not the session that comes next.
  underLock('session', async () => {
    if (!(await known()).find((account) => account.id === id)?.ending) return
    const { status } = await ask('DELETE', '/api/session', id)
    if (status === 204 || status === 401) await keep({ id, ending: false })
  })
