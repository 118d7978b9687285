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

/** One mutation on the phone, from the moment it was saved. `n` is the order in which this phone made them. */
export interface Item {
  n: number
  account: string
  record: string
  mutation: Mutation
  /** Frozen: it may have reached the server. */
  sent?: boolean
  /** What the server last said of it that stays true. */
  outcome?: Outcome | null
  /** When it left the outbox, by this phone's clock. */
  settled?: string | null
  /** Too large to travel with others. */
  alone?: boolean
  /** Of a refused one: when the person mended or dismissed it. */
  mended?: string
  /** Until then (milliseconds) it may be taken back, and does not leave. */
  held?: number
  /** What the record was called, where the phone holds no copy of it. */
  about?: string
}

/** Without `record` a new one of `form` is made. `mends`: the refused mutations that this edit says again. */
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
  /** The draft that this edit was: it ends in the transaction that saves. */
  draft?: string
}

/** What a form had seen when it opened: of fields that an own unsettled mutation covers, that mutation's base. */
export interface Opened {
  base: string | null
  fields: Record<string, string | null>
}
