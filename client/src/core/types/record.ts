import type { Words } from '../postings'
import type { Json } from './json'
import type { Asks, Refused } from './mutation'
import type { Consent } from './photo'

/**
 * A comment on a record, or the reason given with a verb (`do`) such as return; `field`: the field that it is about.
 */
export interface ThreadItem {
  id: string
  by: string
  at: string
  do: string
  text?: string
  field?: string
  asks?: Asks
}

/**
 * The other value of a field in conflict: what somebody else, or another phone, wrote into it. `device` names the one
 * that it was written on, where that is one's own and still signed in.
 */
export type Alternative = { value: Json[string]; by: string; at: string; device?: string }

/**
 * A record as the server last sent it. Where the server has not sent it yet, this phone makes the same shape of its own
 * mutations, and `version` is null.
 *
 * `conflicts`: field → mutation's id → the value that was kept beside the field's. `flags`: the rules between two
 * fields that it breaks.
 */
export interface Copy {
  id: string
  unit: string
  form: string | null
  author: string | null
  /** Who submitted it last, if that was not its author. */
  submitted_by?: string | null
  period: string | null
  version: string | null
  status: string
  data: Json
  conflicts: Record<string, Record<string, Alternative>>
  /** Field in conflict → who wrote the value in `data`, and when. */
  wrote?: Record<string, Omit<Alternative, 'value'>>
  thread: ThreadItem[]
  flags: string[]
  /** Photo's hash → what was last said of consent to it. */
  consents?: Record<string, Consent>
}

/**
 * A record as it is shown on this phone: the server's copy with the account's unsettled mutations applied to it.
 *
 * `pending` counts those mutations; `refused` holds the refused ones that are neither corrected nor dismissed; `local`
 * is true until the server has sent a copy.
 */
export interface Shown extends Copy {
  pending: number
  refused: Refused[]
  local: boolean
  /** Its status in the server's copy, without this phone's own mutations; "draft" where there is no copy. */
  stands: string
}

/** Why a record calls its author: it was refused, or is in conflict (between values that are all one's own). */
export type Call = '' | 'refused' | 'disputed' | 'disputed_own'

/** What a line of a list shows of a record. */
export interface Line extends Pick<Shown, 'id' | 'form' | 'author' | 'unit' | 'period' | 'status' | 'pending'> {
  calls: Call
  /** The day that it is about (YYYY-MM-DD), where its register has one and it is answered; else ''. */
  day: string
  /** The answer to the field that its register names for its title; '' without one. */
  title: string
}

/** What is held in memory of each record on this phone, for lists to choose, count, order and draw by. */
export interface Summary extends Line {
  /** The number of its version, by which lists are ordered; 0 where the server has sent no copy. */
  rev: number
  /** The words by which a search finds it, by the phone's `WordIndex`. */
  words: Words
}
