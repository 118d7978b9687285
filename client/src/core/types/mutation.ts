import type { Json, Lists } from './json'

/** One change of a record, as it is sent to the server; its members are explained in docs/implementing-a-client.md. */
export interface Mutation {
  id: string
  at: string
  do: string
  unit: string
  record?: string
  form?: string
  base?: string
  after?: string
  set?: Json
  add?: Lists
  remove?: Lists
  resolves?: Record<string, string[]>
  then?: 'submit'
  period?: string
  text?: string
  field?: string
  asks?: Asks
  /** Of a consent: the photo's hash, and whether consent is given or withdrawn. */
  photo?: string
  given?: boolean
}

/** Of a comment: it asks an officer to open the record, or its period, again; or it answers that. */
export type Asks = 'reopen' | 'nothing'

/** Why a value is wrong: the name of the rule that it breaks, with the rule's own values (such as `range`). */
export type Fault = { rule: string } & Json

/** Why the server refused something: its code, a sentence about it, and the faults field by field. */
export interface Refusal {
  code: string
  detail?: string
  fields?: Record<string, Fault>
}

/**
 * A mutation that the server refused, or a put whose submit (`then`) it refused, with the reason. `n` is its number on
 * this phone (as in Item), `at` when the refusal arrived.
 */
export interface Refused extends Refusal {
  n: number
  mutation: Mutation
  at: string
}

/** What became of one mutation at the server; its members are explained in docs/implementing-a-client.md. */
export interface Outcome {
  version?: string
  conflicts?: string[]
  refused?: Refusal
  wait?: true
  unknown?: true
  status?: string
  period?: string
}

/**
 * A mutation as the phone stores it in outbox, journal or the refused ones, with its outcome. `n` numbers the
 * mutations of this phone in the order in which they were made; `record` is the record's id.
 */
export interface Item {
  n: number
  account: string
  record: string
  mutation: Mutation
  /** Whether it was put into a request: the server may have it, so it must never be changed. */
  sent?: boolean
  /** The server's last outcome for it; null if the server has lost the mutation and needs it again. */
  outcome?: Outcome | null
  /** The version as which it was applied before the server was restored from a backup. */
  before?: string
  /** When it left the outbox, by this phone's clock; null or absent while it is there. */
  settled?: string | null
  /** Whether the server found it too large: it is then sent in a request of its own, when nothing else is left. */
  alone?: boolean
  /** Of a refused mutation: when the person corrected or dismissed it, so that it is shown no more. */
  mended?: string
  /** The moment (milliseconds since 1970) until which this decision may be taken back and is not sent. */
  held?: number
  /** Of a reviewer's decision: the record's title, since the phone may hold no copy of the record. */
  about?: string
}

/**
 * What a person changed in a record; without `record` the edit makes a new record of the register `form` ("key@2").
 *
 * `opened`: the versions that the form had seen when it opened. `mends`: numbers (`n`) of the refused mutations that
 * this edit replaces.
 */
export interface Edit {
  unit: string
  form?: string
  record?: string | undefined
  set?: Json
  add?: Lists
  remove?: Lists
  resolves?: Record<string, string[]>
  period?: string | undefined
  submit?: boolean
  opened?: Opened | undefined
  mends?: number[] | undefined
  /** Hashes of the photos that this edit names, and to which those who are seen agreed. */
  consents?: string[] | undefined
  /** Key of the draft that this edit was typed in: it is deleted in the transaction that saves. */
  draft?: string
}

/**
 * The versions of a record that the person had seen when a form opened: `base` for most fields. `fields` has the
 * fields that an unsettled mutation of this account writes, each with the base of that mutation. Null: no version.
 */
export interface Opened {
  base: string | null
  fields: Record<string, string | null>
}
