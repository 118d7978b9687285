/**
 * Signing in, out, and over to another account. Unsent work of who signs out stays on this phone until they come
 * back.
 */

import { uuid7 } from '../core/ids'
import type { Account } from '../core/types/account'
import type { Json } from '../core/types/json'
import { current, keep, known, me } from '../store/accounts'
import { announce } from '../store/announcements'
import { accountFrom } from '../sync/accountData'
import { ask, type Reply, Unreached } from '../sync/http'
import { underLock } from '../sync/lock'
import { recount, updateStatus } from '../sync/status'

export { current, known as accounts }

/** Signing in failed. `code` is the server's, or `network` or `timeout`; `detail` is the server's sentence about it. */
export class NotSignedIn extends Error {
  constructor(
    readonly code: string,
    readonly detail = '',
  ) {
    super(code)
  }
}

/** Sign in, for the first time or again; needs the network. Throws NotSignedIn. */
export async function signIn(username: string, password: string): Promise<Account> {
  const device = { id: deviceId(), name: navigator.userAgent.slice(0, 200) }
  const account = await underLock('session', async () => {
    const reply = await ask('POST', '/api/session', undefined, { username, password, device }).catch((error) => {
      throw error instanceof Unreached ? new NotSignedIn(error.why) : error
    })
    const { account, roles, code, detail } = reply.body ?? {}
    if (reply.status !== 200 || !account || !roles) {
      throw new NotSignedIn(reply.status === 200 || !code ? 'network' : code, detail)
    }
    await keep({ ...accountFrom(reply.body as Json), username, out: false, ending: false }, true)
    return account
  })
  synchronise(account)
  return (await current()) as Account
}

/**
 * Changes the password. `now` is the present one, '' for who signed in with a one-time code. Gives null, or the
 * server's refusal.
 */
export async function choosePassword(password: string, now: string): Promise<Reply['body']> {
  const id = await me()
  const reply = await ask('PUT', '/api/session/password', id, { password, ...(now && { current: now }) })
  if (reply.status !== 200 || reply.body?.account !== id) return reply.body ?? {}
  await keep(accountFrom(reply.body))
  return null
}

/** Changes to another account that is signed in on this phone; needs no network. */
export async function switchTo(id: string): Promise<void> {
  await keep({ id }, true)
  updateStatus({ why: undefined, clock: undefined, state: 'idle' })
  await recount(true)
  synchronise(id)
}

/** Signs out. What is unsent stays on the phone, and is sent when its owner signs in again. */
export async function signOut(): Promise<void> {
  const account = await current()
  if (!account) return
  await keep({ id: account.id, out: true, ending: true })
  await recount(true)
  // Ends the session now, or as soon as there is a network.
  synchronise(account.id)
}

/** Asks for a synchronisation by an announcement: signing in loads before the code that synchronises. */
const synchronise = (account: string) => announce({ account, records: null, now: true })

function deviceId(): string {
  try {
    localStorage.device ??= uuid7()
    return localStorage.device
  } catch {
    return uuid7()
  }
}
