/** What travels and what is kept, as protocol.md writes it. */

// biome-ignore lint/suspicious/noExplicitAny: the values of a record are any JSON, known only by its register
export type Json = Record<string, any>
// biome-ignore lint/suspicious/noExplicitAny: as above
export type Lists = Record<string, any[]>
export type Words = { vi: string; en: string }

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

export interface ThreadItem {
  id: string
  by: string
  at: string
  do: string
  text?: string
  field?: string
}

/** `value` is what somebody else, or another phone, wrote into the field. */
export type Alternative = { value: Json[string]; by: string; at: string }

/** The server's copy of a record. Of one that only this phone knows, `version` is null. */
export interface Copy {
  id: string
  unit: string
  form: string | null
  author: string | null
  period: string | null
  version: string | null
  status: string
  data: Json
  conflicts: Record<string, Record<string, Alternative>>
  /** Of fields in conflict: who wrote the value that stands. */
  wrote?: Record<string, Pick<Alternative, 'by' | 'at'>>
  thread: ThreadItem[]
  flags: string[]
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

/** A copy with the queue laid over it. `pending` counts unsettled mutations; `local`: no server has shown it yet. */
export interface Shown extends Copy {
  pending: number
  refused: Refused[]
  local: boolean
  /** How it stands at the server, as far as this phone was told. */
  stands: string
}

/** What a form had seen when it opened: of fields that an own unsettled mutation covers, that mutation's base. */
export interface Opened {
  base: string | null
  fields: Record<string, string | null>
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

export interface Answer {
  nonce: string
  now?: string
  outcomes?: Record<string, Outcome>
  changes?: Copy[]
  gone?: string[]
  reset?: Record<string, string>
  want?: string[]
  cursor: string
  more?: boolean
  safe?: Record<string, number>
  catalog?: string
}

export type Queue = { mutations: number; photos: number; oldest?: string; free_mb?: number }

/** How far an account has synchronised. */
export interface Mark {
  cursor?: string
  safe?: Record<string, number>
  want?: string[]
  catalog?: string
  /** What the server was last told of the outbox. */
  queue?: Queue
  batchBytes?: number
  batchCount?: number
  lastSync?: string
  pruned?: string
}

export type Role = { unit: string; role: string }
export interface Account {
  id: string
  name: string
  username: string
  roles: Role[]
  units: Unit[]
  /** The greatest is the account in use. */
  turn: number
  /** Signed out: its rows stay, nothing is sent until it signs in again. */
  out?: boolean
  /** Its session is still to be ended at the server. */
  ending?: boolean
  /** It came in with a one-time code, and has no password of its own yet. */
  must?: boolean
  /** Who printed the code, and when. */
  reset?: { by: string; at: string } | undefined
}

export interface Unit {
  id: string
  parent: string | null
  kind: 'province' | 'commune' | 'school' | 'site'
  name: string
  aliases?: string[]
  code?: string
  level?: string | null
  /** Since when it is merged or split: read, and not begun in. */
  ended?: string
}
export type Choice = { value: string; label: Words; retired?: boolean; least?: number }
/** A heading over fields; with `most` the numbers under it are points. */
export type Section = { key: string; title: Words; most?: number; adds: 'points' | 'bonus' | 'penalty' }
export interface Field {
  name: string
  type: string
  label: Words
  help?: Words
  required?: boolean
  range?: [number, number]
  length?: [number, number]
  places?: number
  plausible?: [number, number]
  unit?: Words
  choices?: Choice[]
  choices_from?: string
  show_when?: { field: string; equals: string | number | boolean }
  copy_from?: { field: string; of: string }
  to?: string
  across?: boolean
  fields?: Field[]
  section?: string
  points?: string
  computed?: { how: 'total' | 'rating' | 'all'; of?: string[] }
  /** The levels or kinds of the units that are asked; all, if there are none. */
  applies_to?: string[]
  retired?: boolean
}
export interface Register {
  key: string
  version: number
  title: Words
  help?: Words
  by: string[]
  period: string
  natural_key: boolean
  period_from: string | null
  review: string[]
  list?: { title?: string }
  applies_to?: string[]
  sections?: Section[]
  /** Its records say that there is nothing to report; the fields that name the register and the period. */
  nothing?: { register: string; period: string }
  rules: { check: string; fields: [string, string] }[]
  fields: Field[]
}
export type Period = { key: string; kind: string; starts: string; ends: string; closed: boolean }
export type Person = { id: string; name: string; unit: string; role: string }
export interface Catalog {
  hash: string
  units: Unit[]
  registers: Register[]
  periods: Period[]
  people: Person[]
  /** What own units are to report about now; whether they have, the copies tell. */
  dues?: Due[]
  /** Register → the periods that take no more changes of any own unit. */
  closed?: Record<string, string[]>
}
export type Due = { register: string; period: string; unit: string; due: string; reminded?: string }

/** `why` is a refusal's code, or `timeout`, `network`. `waiting`, `sent` and `of` count records, `clock` minutes. */
export interface Status {
  state: 'idle' | 'sending' | 'waiting' | 'failed'
  why?: string
  waiting: number
  /** Records with something that the server did not take and nobody has mended yet. */
  refused: number
  sent: number
  of: number
  lastSync: string | null
  next?: string
  clock?: number
}
