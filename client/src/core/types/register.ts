import type { Bilingual } from './json'

/** A condition, or an operand of one: docs/registers.md says what may stand where. */
export type Tree = (string | number | boolean | { field: string } | Tree)[]

/** An expression: a constant, an answer, or a list that says what is done with its parts; sync/registers/expressions.py. */
export type Expression = string | number | boolean | { field: string } | { column: string } | Expression[]

/**
 * A value that may be chosen. A retired one is offered no more; `least`, in a computed rating, is the total from which
 * it is reached.
 */
export type Choice = {
  value: string
  label: Bilingual
  retired?: boolean
  least?: number
  /** By which a `choice_filter` offers it. */
  columns?: Record<string, string>
}

/** A heading over fields. With `most` the numbers under it are points, and at most so many of them count. */
export type Section = { key: string; title: Bilingual; most?: number; adds: 'points' | 'bonus' | 'penalty' }

/** One question of a register, or one column of a field of type `rows`; docs/registers.md explains each member. */
export interface Field {
  name: string
  type: string
  label: Bilingual
  help?: Bilingual
  required?: boolean
  range?: [number, number]
  length?: [number, number]
  places?: number
  plausible?: [number, number]
  unit?: Bilingual
  choices?: Choice[]
  choices_from?: string
  /** An expression that is true of a choice that is offered; {"column": name} in it is what the choice has there. */
  choice_filter?: Expression
  show_when?: { field: string; equals: string | number | boolean }
  /** A tree of conditions, in place of `show_when` (core/conditions.ts). */
  when?: Tree
  /** An expression that is true of an answer that may be submitted. */
  check?: Expression
  /** An expression whose value the field has: nobody answers it. */
  compute?: Expression
  /** How many rows there are to be: an expression. */
  repeat_count?: Expression
  /** The same as a number, in a form that knows it (core/repeatCount.ts). */
  rows?: number
  /** What a new form begins with; of a date also `today`. */
  default?: string | number | boolean | string[]
  /** The label, with `${name}` where that answer stands. */
  live_label?: Bilingual
  /** What is said in place of the usual text where an answer is out of bounds, or missing. */
  constraint_message?: Bilingual
  required_message?: Bilingual
  copy_from?: { field: string; of: string }
  to?: string
  across?: boolean
  fields?: Field[]
  section?: string
  points?: string
  /** Names of the fields that this text is evidence for. */
  evidence?: string[]
  computed?: { how: 'total' | 'rating' | 'all' | 'compute'; of?: string[] }
  /** Levels or kinds of the units that are asked this; all units, if it is left out. */
  applies_to?: string[]
  retired?: boolean
}

/** What is recorded of one subject: its fields, who writes and who reviews; docs/registers.md explains each member. */
export interface Register {
  key: string
  version: number
  title: Bilingual
  help?: Bilingual
  by: string[]
  period: string
  natural_key: boolean
  period_from: string | null
  review: string[]
  /** Statuses whose records count in the figures; catalogs of older servers lack it. */
  counts?: string[]
  /** Types of fields, and trees of conditions, that came after the first release. */
  needs?: string[]
  list?: { title?: string }
  applies_to?: string[]
  sections?: Section[]
  /**
   * Set in the one register whose records say "nothing to report": names of its two fields, of which one holds a
   * register's key and the other the period's.
   */
  nothing?: { register: string; period: string }
  rules: { check: string; fields: [string, string] }[]
  fields: Field[]
}
