import type { ClockSeen } from '../correctedClock'
import type { Outcome } from './mutation'
import type { Copy } from './record'

/** The server's answer to a request of /api/sync; its members are explained in docs/implementing-a-client.md. */
export interface Answer {
  nonce: string
  now?: string
  outcomes?: Record<string, Outcome>
  changes?: Copy[]
  gone?: string[]
  reminders?: Reminder[]
  reset?: Record<string, string>
  want?: string[]
  /** Left out before a password is chosen, where none was sent. */
  cursor?: string
  more?: boolean
  safe?: Record<string, number>
  catalog?: string
  /** A file has brought unfinished forms of another phone of the account. */
  drafts?: true
}

/**
 * What a phone reports about its unsent work: how many mutations and photos, when the oldest was made, and the free
 * storage in megabytes.
 */
export type Queue = { mutations: number; photos: number; oldest?: string; free_mb?: number }

/** A reminder that a unit owes a report: on which day it was given, and the name of who gave it. */
export interface Reminder {
  register: string
  period: string
  unit: string
  reminded: string
  reminded_by: string
  text?: string
}

/** How far an account has synchronised. Most members are kept from the server's last answer. */
export interface Progress {
  cursor?: string
  safe?: Record<string, number>
  want?: string[]
  catalog?: string
  /**
   * The last reminders, more than are ever due, a newer one before an older one of the same report. Absent on a phone that
   * was never sent one.
   */
  reminders?: Reminder[]
  /** How many photos wait to be sent; absent on a phone on which none was ever taken. */
  photos?: number
  /** The report about the outbox that the server last received. */
  queue?: Queue
  /** To which session, by its account's turn, that report was given, and the app's version. */
  reported?: string
  /** How large the next request may be: bytes of its mutations before compression, and how many mutations. */
  batchBytes?: number
  batchCount?: number
  /** When, by the server's clock, this phone last had everything that the server had for it; absent before the first exchange has ended. */
  lastSync?: string
  /** What the last answer showed of this phone's clock. */
  clock?: ClockSeen
  /** How many answers have changed copies of records on this phone. */
  edition?: number
  /** The records whose copies the last of these have changed, and how far they moved the cursor (core/editions.ts). */
  changed?: { cursor: string | undefined; editions: { n: number; records: string[] }[] }
  /** The day on which the journal was last cleared of entries that are no longer needed. */
  pruned?: string
}

/**
 * What the phone shows about synchronisation. `failed` needs a person to act, `waiting` tries again by itself at
 * `next`; `why` is then the refusal's code, `timeout`, `network` or `storage`.
 *
 * `waiting`, `sent` and `of` count records: still to be settled, settled in this run, and their sum. `clock`: minutes
 * by which this phone's clock is ahead of the server's (negative: behind), set only where it is clearly wrong.
 */
export interface Status {
  state: 'idle' | 'sending' | 'waiting' | 'failed'
  why?: string
  waiting: number
  /** How many photos wait to be sent; while they are sent, how many of them have gone: a part of one, too. */
  photos: number
  photo?: { sent: number; of: number }
  /** How many records have a change that the server refused and that nobody has corrected or dismissed yet. */
  refused: number
  sent: number
  of: number
  lastSync: string | null
  next?: string
  clock?: number
}
