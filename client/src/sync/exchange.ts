/** One exchange with the server. It may fail or be repeated at any point, and nothing is lost or done twice. */

import { clock, uuid7 } from '../core/ids'
import type { Account } from '../core/types/account'
import type { Answer, Progress } from '../core/types/exchange'
import type { Json } from '../core/types/json'
import type { Item } from '../core/types/mutation'
import { announce } from '../store/announcements'
import { StorageFailed } from '../store/database'
import { request } from './batch'
import { ask, type Reply, Unreached } from './http'
import { freezeBatch, halveBatch, setApart, takeIn } from './transactions'

/**
 * How an exchange ended. `again`: another is due at once. `problem`: a refusal's code, `timeout`, `network` or
 * `storage`; `after`: seconds to wait.
 */
export interface Round {
  again: boolean
  problem?: string
  after?: number
  /** Minutes that this phone's clock is ahead of the server's. */
  clock?: number
  /** Hash of the server's catalog, if it is new. */
  catalog?: string
  reset?: boolean
}

declare const __APP__: string | undefined
const APP = typeof __APP__ === 'undefined' ? 'dev' : __APP__

/**
 * Sends one request and applies its answer. Call it under the lock, where there is one. Failures are in what it
 * gives.
 */
export async function exchangeOnce(account: Account): Promise<Round> {
  try {
    return await attempt(account)
  } catch (error) {
    if (!(error instanceof StorageFailed)) throw error
    return { again: false, problem: 'storage' }
  }
}

async function attempt(account: Account): Promise<Round> {
  const { outbox, progress, picked, fresh } = await freezeBatch(account.id)
  const body: Json = {
    protocol: 1,
    nonce: uuid7().slice(-12),
    app: APP,
    now: clock(),
    ...request(outbox, picked, progress, await free()),
  }
  let reply: Reply
  try {
    reply = await ask('POST', '/api/sync', account.id, body)
  } catch (error) {
    if (!(error instanceof Unreached)) throw error
    if (error.why === 'timeout' && picked.length > 1) await halveBatch(account.id, picked)
    return { again: false, problem: error.why }
  }
  const answer = reply.status === 200 && reply.body?.nonce === body.nonce ? (reply.body as Answer) : null
  return (answer && (await applied(account, progress, answer, body, fresh))) ?? declined(account.id, reply, picked)
}

/** Applies an answer to what the phone holds. Null where it turns out to be no answer of ours. */
async function applied(
  account: Account,
  progress: Progress,
  answer: Answer,
  body: Json,
  fresh: boolean,
): Promise<Round | null> {
  let taken: Awaited<ReturnType<typeof takeIn>>
  try {
    taken = await takeIn(account, progress.cursor, answer, body.queue)
  } catch (error) {
    if (error instanceof StorageFailed) throw error
    return null
  }
  if (!taken) return { again: true }
  announce({ account: account.id, records: taken.records })
  const round: Round = { again: !!answer.more || !!answer.reset || (taken.left && (taken.moved || fresh)) }
  const off = (Date.parse(body.now) - Date.parse(answer.now ?? '')) / 60_000
  if (!Number.isNaN(off)) round.clock = Math.round(off)
  if (answer.catalog && answer.catalog !== progress.catalog) round.catalog = answer.catalog
  if (answer.reset) round.reset = true
  return round
}

async function declined(account: string, reply: Reply, picked: Item[]): Promise<Round> {
  const { status, body, after } = reply
  const ours = status !== 200 && typeof body?.code === 'string' ? body.code : null
  const problem = ours ?? { 400: 'malformed', 413: 'too_large' }[status] ?? 'network'
  const [first] = picked
  if ((status !== 400 && status !== 413) || !first) return { again: false, problem, after }
  if (picked.length > 1) {
    await halveBatch(account, picked)
    return { again: true, problem, after }
  }
  // A batch of one is at fault itself. One that is too large is tried once more, alone, when nothing else is left.
  const { detail, fields } = body ?? {}
  const refusal = { code: problem, ...(detail && { detail }), ...(fields && { fields }) }
  await setApart(first, status === 400 || first.alone ? refusal : undefined)
  announce({ account, records: [first.record] })
  return { again: true, problem, after }
}

/** Megabytes free on this phone, to one digit, so that small changes are not reported. */
async function free(): Promise<number | undefined> {
  const { quota = 0, usage = 0 } = (await navigator.storage?.estimate?.().catch(() => null)) ?? {}
  return quota ? Number((Math.max(0, quota - usage) / 1e6).toPrecision(1)) : undefined
}
