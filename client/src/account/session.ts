/**
 * Signs people in and out and switches between their accounts. The unsent work of an account that signs out stays on
 * this phone, and is sent when it signs in again.
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

/**
 * Thrown when signing in failed. `code` is that of the server's refusal, or `network` or `timeout`; `detail` is the
 * server's sentence about it, or ''.
 */
export class NotSignedIn extends Error {
  constructor(
    readonly code: string,
    readonly detail = '',
  ) {
    super(code)
  }
}

/**
 * Signs an account in, for the first time or again, makes it the one in use on this phone, and gives it. Needs the
 * network. `factor`: the code of a second factor, if one was typed. Rejects with NotSignedIn.
 */
export async function signIn(username: string, password: string, factor?: string): Promise<Account> {
  const device = { id: deviceId(), name: navigator.userAgent.slice(0, 200) }
  const account = await underLock('session', async () => {
    const reply = await ask('POST', '/api/session', undefined, {
      username,
      password,
      device,
      ...(factor && { code: factor }),
    }).catch((error) => {
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
 * Changes the password of the account in use; `now` is its present password, or '' after signing in with a one-time
 * code. Gives null if it was changed, else the server's refusal. Rejects with Unreached without network.
 */
export async function choosePassword(password: string, now: string): Promise<Reply['body']> {
  const id = await me()
  const reply = await ask('PUT', '/api/session/password', id, { password, ...(now && { current: now }) })
  if (reply.status !== 200 || reply.body?.account !== id) return reply.body ?? {}
  await keep(accountFrom(reply.body))
  // After a one-time code nothing could be read so far: neither the forms nor what was written before.
  if (!now) synchronise(id)
  return null
}

/** Makes another account that is signed in on this phone the one in use; needs no network. */
export async function switchTo(id: string): Promise<void> {
  await keep({ id }, true)
  updateStatus({ why: undefined, clock: undefined, state: 'idle' })
  await recount(true)
  synchronise(id)
}

/**
 * Signs the account in use out on this phone; the server's session ends as soon as there is a network. Unsent work
 * stays on the phone, and is sent when the account signs in again.
 */
export async function signOut(): Promise<void> {
  const account = await current()
  if (!account) return
  await keep({ id: account.id, out: true, ending: true })
  await recount(true)
  // Ends the session now, or as soon as there is a network.
  synchronise(account.id)
}

/** Starts a synchronisation by an announcement, as the code that synchronises loads only after signing in. */
const synchronise = (account: string) => announce({ account, records: [], now: true })

function deviceId(): string {
  try {
    localStorage.device ??= uuid7()
    return localStorage.device
  } catch {
    return uuid7()
  }
}
