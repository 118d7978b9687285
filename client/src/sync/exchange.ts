/**
 * One exchange with the server: a request and its answer. It may fail or be repeated at any point, and nothing is lost
 * or done twice.
 */

import { clock, uuid7 } from '../core/ids'
import type { Account } from '../core/types/account'
import type { Answer, Progress } from '../core/types/exchange'
import type { Json } from '../core/types/json'
import type { Item } from '../core/types/mutation'
import { room } from '../platform/storage'
import { announce } from '../store/announcements'
import { StorageFailed } from '../store/database'
import { request } from './batch'
import { ask, type Reply, Unreached } from './http'
import { freezeBatch, halveBatch, setApart, takeIn } from './transactions'

/**
 * How an exchange ended. `again`: the next one should follow at once. `problem`, absent after a success: a refusal's
 * code, `timeout`, `network` or `storage`. `after`: seconds for which the server asked to wait. `reset`: whether the
 * server had the phone drop copies of a unit.
 */
export interface Round {
  again: boolean
  problem?: string
  after?: number
  /** Whole minutes by which this phone's clock is ahead of the server's; negative if it is behind. */
  clock?: number
  /** Hash of the server's catalog, if it is another than the server named before. */
  catalog?: string
  reset?: boolean
  /** Whether unfinished forms of another phone wait to be fetched. */
  drafts?: boolean
  /** Whether all text has gone, so that a problem is one of photos. */
  text?: boolean
}

declare const __APP__: string | undefined
const APP = typeof __APP__ === 'undefined' ? 'dev' : __APP__

/**
 * Sends what `account` has to send in one request, and applies the answer. Failures of network, server and storage do
 * not reject: they are in `problem`. Call it under the lock "sync", so that tabs take turns.
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
  // Each sign-in begins a session and has a turn of its own.
  const reported = `${APP} ${account.turn}`
  const { queue, ...unreported } = progress
  const known = progress.reported === reported
  const body: Json = {
    protocol: 1,
    nonce: uuid7().slice(-6),
    ...(!known && { app: APP }),
    now: clock(),
    ...request(outbox, picked, known ? progress : unreported, await free()),
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
  return (
    (answer && (await applied(account, progress, answer, { ...body, reported }, fresh))) ??
    declined(account.id, reply, picked)
  )
}

/**
 * Stores what an answer says, and gives how the exchange ended; null where the answer has not the shape of one of the
 * server's. `sent`: the request, and what its session knows by it. `fresh`: whether the request had a mutation that was sent for the first time.
 */
async function applied(
  account: Account,
  progress: Progress,
  answer: Answer,
  sent: Json,
  fresh: boolean,
): Promise<Round | null> {
  let taken: Awaited<ReturnType<typeof takeIn>>
  try {
    taken = await takeIn(account, progress.cursor, answer, sent)
  } catch (error) {
    if (error instanceof StorageFailed) throw error
    return null
  }
  if (!taken) return { again: true }
  const { records, edition } = taken
  announce({ account: account.id, records, ...(edition && { edition }) })
  const round: Round = { again: !!answer.more || !!answer.reset || (taken.left && (taken.moved || fresh)) }
  const off = (Date.parse(sent.now) - Date.parse(answer.now ?? '')) / 60_000
  if (!Number.isNaN(off)) round.clock = Math.round(off)
  if (answer.catalog && answer.catalog !== progress.catalog) round.catalog = answer.catalog
  if (answer.reset) round.reset = true
  if (answer.drafts) round.drafts = true
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
  // A batch of one is at fault itself. One that is too large is tried once more, alone, when nothing else is left; what a
  // server took before a restore is not too large for it: something on the way is at fault, and it waits.
  const taken = status === 413 && first.before
  const { detail, fields } = body ?? {}
  const refusal = { code: problem, ...(detail && { detail }), ...(fields && { fields }) }
  await setApart(first, !taken && (status === 400 || first.alone) ? refusal : undefined)
  announce({ account, records: [first.record] })
  return { again: !taken || !first.alone, problem, after }
}

/**
 * Megabytes of storage still free for the app on this phone, rounded to one significant digit so that small changes are
 * not reported; undefined where the browser does not say.
 */
async function free(): Promise<number | undefined> {
  const found = await room()
  return found && Number((found.free / 1e6).toPrecision(1))
}
