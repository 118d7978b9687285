/** Where expressions are followed, once the part of the app that does so is there: only registers that have some need it. */

import type { Bilingual } from './types/json'
import type { Fault } from './types/mutation'
import type { Expression, Field } from './types/register'
import type { Value } from './values'

/** The answer of a field: null if there is none, or its form hides it. */
export type Answer = (field: string) => Value

/** What expressions.ts brings. */
export interface Engine {
  value: (tree: Expression, answer: Answer) => Value
  /** The value of a field with `compute`. */
  result: (field: Field, answer: Answer) => Value
  /** What is wrong with an answer by its field's `check`. */
  fault: (field: Field, given: Value, answer: Answer) => Fault | null
  /** Texts in which `${name}` stands for what `written` gives. */
  filled: (texts: Bilingual, written: (name: string) => string) => Bilingual
}

/** Empty until it is loaded. */
export const engine: Partial<Engine> = {}
