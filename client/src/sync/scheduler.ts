/**
 * Decides when to synchronise: regularly, soon after a save, and at once when a person taps or, with something to send,
 * the network returns. One tab does it at a time; after failures it waits longer and longer.
 */

import { HOLD } from '../core/hold'
import type { Account } from '../core/types/account'
import type { Progress } from '../core/types/exchange'
import type { Item } from '../core/types/mutation'
import { keepAfterTap } from '../platform/storage'
import { current, known } from '../store/accounts'
import { listen } from '../store/announcements'
import { read, StorageFailed } from '../store/database'
import { catalogIsStale, endSession, fetchAccountData } from './accountData'
import { delay } from './batch'
import { exchangeOnce, type Round } from './exchange'
import { Unreached } from './http'
import { underLock } from './lock'
import { recount, status, updateStatus } from './status'

/**
 * Milliseconds between two runs of exchanges while the page is open (INTERVAL), and between a save and the run that
 * sends it (PAUSE).
 */
const INTERVAL = 300_000
const PAUSE = 300
/** Milliseconds in which phones with nothing to send come that have the network back in the same second. */
const SPREAD = 10_000
/** The most exchanges of an account in one run, so that a fault cannot make a run endless. */
const LIMIT = 1_000
/** Minutes of difference to the server's clock from which the person is shown that this phone's clock is wrong. */
const CLOCK_WRONG = 5
/** Codes of problems that a person has to solve, as trying again does not help. */
const NEEDS_PERSON = ['unauthenticated', 'forbidden', 'csrf', 'upgrade', 'storage']

let running: Promise<void> | null = null
let more = false
let failures = 0
/** Whether the last run failed before the text had gone: photos that could not go hold up nothing that is saved. */
let stuck = false
let timer: ReturnType<typeof setTimeout> | undefined

/**
 * Synchronises once `ready` has resolved, by default now, and from now on by itself, as long as the page is open: a save,
 * a tap or a sign-out waits for nothing. Call it once, when the app starts. Returns a function that ends this.
 */
export function start(ready?: Promise<void>): () => void {
  let ended = false
  const visible = () => {
    if (document.visibilityState === 'visible') void syncNow()
  }
  const wakeUp = () => {
    // A weak signal may go again: what a person wrote does not wait for those who only look.
    if (status().waiting) return void syncNow()
    failures = 0
    later(Math.random() * SPREAD)
  }
  const heard = (event: MessageEvent) => {
    if (event.data === 'sync') wakeUp()
  }
  addEventListener('online', wakeUp)
  document.addEventListener('visibilitychange', visible)
  navigator.serviceWorker?.addEventListener('message', heard)
  const deaf = listen(({ saved, now, far }) => {
    // Counting takes a moment, in which "all sent" beside "saved" would be a lie.
    if (saved && !far && !status().waiting) updateStatus({ waiting: 1 })
    void recount().catch(() => {})
    if (now && !far) void syncNow()
    else if (saved && !far) sendSoon()
  })
  const untap = keepAfterTap()
  if (ready) void ready.then(() => ended || void syncNow())
  else void syncNow()
  return () => {
    ended = true
    removeEventListener('online', wakeUp)
    document.removeEventListener('visibilitychange', visible)
    navigator.serviceWorker?.removeEventListener('message', heard)
    deaf()
    untap()
    clearTimeout(timer)
  }
}

/**
 * Synchronises at once, without waiting after earlier failures: when a person taps or looks at the page again. Resolves
 * when the run is over and never rejects: the status says how it ended.
 */
export function syncNow(): Promise<void> {
  failures = 0
  return wake()
}

function sendSoon(): void {
  // The end of a run sets the timer anew: what is saved meanwhile must not wait for the next look.
  if (running) more = true
  // While a failure is being waited out, a save changes nothing about the network.
  else if (!failures || !stuck) later(PAUSE)
  type Registration = ServiceWorkerRegistration & { sync?: { register(tag: string): Promise<void> } }
  void navigator.serviceWorker?.ready.then((it: Registration) => it.sync?.register('lantoa-sync')).catch(() => {})
}

function later(milliseconds: number): void {
  clearTimeout(timer)
  timer = setTimeout(() => void wake(), milliseconds)
}

function wake(): Promise<void> {
  clearTimeout(timer)
  more = !!running
  running ??= run().finally(() => {
    running = null
    if (more) later(0)
  })
  return running
}

async function run(): Promise<void> {
  const began = Date.now()
  try {
    const mine = await current()
    updateStatus({ state: 'sending', why: undefined, next: undefined })
    await recount(true)
    const round = mine ? await exchangeAll(mine) : { again: false }
    for (const other of await known()) {
      if (other.id !== mine?.id) await syncOther(other)
    }
    await finish(round, began)
  } catch (error) {
    await finish({ again: false, problem: error instanceof StorageFailed ? 'storage' : 'network' }, began)
  }
}

/**
 * Repeats exchanges for one account until there is nothing more to send or receive, or one fails, and then sends its
 * photos; gives how the last ended. Fetches the account's catalog where it is outdated.
 */
async function exchangeAll(account: Account): Promise<Round> {
  let round: Round = { again: true }
  try {
    const { photos } = await markOf(account.id)
    const part = photos === undefined ? undefined : await import('./photoSending').catch(() => null)
    await part?.queuePhotos(account.id)
    if (await catalogIsStale(account.id)) await locked(() => fetchAccountData(account))
    for (let n = 0; round.again && n < LIMIT; n++) {
      const fresh = (await known()).find(({ id }) => id === account.id) ?? account
      round = await locked(() => exchangeOnce(fresh))
      if (round.drafts)
        await import('./photoSending').then(
          (part) => part.takeDrafts(account.id),
          () => {},
        )
      if (round.reset || (!round.again && (await catalogIsStale(account.id))))
        await locked(() => fetchAccountData(account))
      if (!round.again && !round.problem && part !== undefined)
        round = { ...round, text: true, ...(part ? await part.sendPhotos(fresh, locked) : { problem: 'network' }) }
    }
  } catch (error) {
    if (!(error instanceof Unreached)) throw error
    return { again: false, problem: error.why }
  }
  return round
}

/**
 * Sends the unsent work of an account on this phone that is not in use, under its own session, or ends its session if
 * it has signed out. Failures are not shown to the person who uses the phone now.
 */
async function syncOther(other: Account): Promise<void> {
  if (other.ending) return endSession(other.id).catch(() => {})
  const count = await read(['outbox'], (tx) => tx.objectStore('outbox').index('account').count(other.id))
  if ((count || (await markOf(other.id)).photos) && !other.out) await exchangeAll(other)
}

const markOf = async (account: string): Promise<Progress> =>
  (await read(['marks'], (tx) => tx.objectStore('marks').get(account))) ?? {}

const locked = <T>(job: () => Promise<T>): Promise<T> => underLock('sync', job)

/**
 * Milliseconds until the first decision may be sent that was held back at some moment of a run, which `began` then, so
 * that the run may have passed it over; whichever tab has saved it. Infinity without one.
 */
function untilDue(outbox: Item[], began: number): number {
  const now = Date.now()
  const passed = outbox.map(({ held = 0 }) => held).filter((held) => held > began && held <= now + HOLD)
  return Math.max(0, Math.min(...passed) - now)
}

async function finish({ problem, after = 0, clock, text }: Round, began: number): Promise<void> {
  // First the count: "idle" with something waiting would be a lie, if a short one.
  const outbox = await recount().catch(() => [])
  if (clock !== undefined) updateStatus({ clock: Math.abs(clock) >= CLOCK_WRONG ? clock : undefined })
  const was = stuck
  stuck = !!problem && !text
  if (!problem || was !== stuck) failures = 0
  let wait = INTERVAL
  if (problem) {
    wait = 1_000 * delay(failures++, Math.random(), after)
    const state = NEEDS_PERSON.includes(problem) ? 'failed' : 'waiting'
    updateStatus({ state, why: problem, next: new Date(Date.now() + wait).toISOString() })
  } else updateStatus({ state: 'idle' })
  later(stuck ? wait : Math.min(wait, INTERVAL, untilDue(outbox, began)))
}
