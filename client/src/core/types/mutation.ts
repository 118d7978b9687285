import type { Json, Lists } from './json'

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
}

export type Fault = { rule: string } & Json

export interface Refusal {
  code: string
  detail?: string
  fields?: Record<string, Fault>
}

/** A mutation that the server refused (or whose `then` it refused), until it is mended or dismissed. */
export interface Refused extends Refusal {
  n: number
  mutation: Mutation
  at: string
}

export interface Outcome {
  version?: string
  conflicts?: string[]
  refused?: Refusal
  wait?: true
  unknown?: true
  status?: string
  period?: string
}

/** A mutation as the phone keeps it, with what became of it. `n` counts up in the order in which they were made. */
export interface Item {
  n: number
  account: string
  record: string
  mutation: Mutation
  /** It may have reached the server, so it must never be changed. */
  sent?: boolean
  /** The server's last outcome for it; null if the server has lost it. */
  outcome?: Outcome | null
  /** When it left the outbox, by this phone's clock. */
  settled?: string | null
  /** It was set apart as too large: it is sent by itself, when nothing else is left. */
  alone?: boolean
  /** Of a refused one: when the person mended or dismissed it. */
  mended?: string
  /** Until then (milliseconds) it may be taken back, and is not sent. */
  held?: number
  /** What the record was called, where the phone holds no copy of it. */
  about?: string
}

/**
 * What a person changed in a record. Without `record` a new one of `form` is made. `mends`: numbers of the refused
 * mutations that this edit replaces.
 */
export interface Edit {
  unit: string
  form?: string
  record?: string
  set?: Json
  add?: Lists
  remove?: Lists
  resolves?: Record<string, string[]>
  period?: string
  submit?: boolean
  opened?: Opened
  mends?: number[]
  /** Key of the draft that this edit was typed in: it is deleted in the transaction that saves. */
  draft?: string
}

/**
 * The versions that a form had seen when it opened: `base` for most fields, and for a field with an own unsettled
 * mutation the base of that.
 */
export interface Opened {
  base: string | null
  fields: Record<string, string | null>
}
