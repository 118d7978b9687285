/** Where expressions are followed, once the part of the app that does so is there: only registers that have some need it. */

import type { Bilingual, Json } from './types/json'
import type { Fault } from './types/mutation'
import type { Choice, Expression, Field, Register } from './types/register'
import type { Value } from './values'

/** The answer of a field: null if there is none, or its form hides it. */
export type Answer = (field: string) => Value

/** What expressions.ts brings. */
export interface Engine {
  value: (tree: Expression, answer: Answer) => Value
  /** What an answer counts as: of a field with `compute` its value, of rows what each shows. */
  result: (field: Field, answer: Answer, given?: Value) => Value
  /** What is wrong with an answer by its field's `check`. */
  fault: (field: Field, given: Value, answer: Answer) => Fault | null
  /** The answers within one row of a field, of which a column is "rows.column". */
  inRow: (field: Field, row: Json, answer: Answer) => Answer
  /** Names of the checks that ask other answers, and no day, and that these answers are not true of. */
  broken: (register: Register, seen: Json) => string[]
  /** The choices of a field with `choice_filter` that other answers leave. */
  offered: (field: Field, answer: Answer) => Choice[]
  /** A field as other answers leave it: those of its choices, or that were given before; how many rows there are to be. */
  left: (field: Field, given: Value, answer: Answer) => Field
  /** The answers, without those that other answers no longer leave, and with the rows that they want, made by `fresh`. */
  settled: (fields: Field[], data: Json, answer: (data: Json) => Answer, fresh: (field: Field) => Json) => Json
  /** Texts in which `${name}` stands for what `written` gives. */
  filled: (texts: Bilingual, written: (name: string) => string) => Bilingual
}

/** Empty until it is loaded. */
export const engine: Partial<Engine> = {}
