import type { Unit } from './account'
import type { Register } from './register'

/**
 * A reporting period such as a semester. `starts` and `ends` are its days (YYYY-MM-DD); a closed one takes no changes.
 */
export type Period = { key: string; kind: string; starts: string; ends: string; closed: boolean }

/** A role that a person has in a unit: `id` is the person's account, so a person with two roles is listed twice. */
export type Person = { id: string; name: string; unit: string; role: string }

/** All that an account needs to write records offline. `hash` identifies this state of it. */
export interface Catalog {
  hash: string
  units: Unit[]
  registers: Register[]
  periods: Period[]
  people: Person[]
  /** What this account's units have to report at present, whether or not they already have. */
  dues?: Due[]
  /** Unit → register → the periods that are closed there. */
  closed?: Record<string, Record<string, string[]>>
  /** Whom to call for help, where the department named somebody. */
  contact?: Contact
}

/** A person or an office to call for help, with the phone number as it is written. */
export type Contact = { name: string; phone: string }

/** A report that a unit owes: a register and period, by their keys, until the day `due`. */
export type Due = { register: string; period: string; unit: string; due: string } & {
  /** The day of the last reminder, and the name of who sent it: from the exchange, not from the server's catalog. */
  reminded?: string
  reminded_by?: string
  /** In which words, if they wrote any. */
  text?: string
}
