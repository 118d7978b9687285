import { type Answer, engine } from '../core/engine'
import { answerIn } from '../core/registers'
import type { Json } from '../core/types/json'
import type { Field, Register } from '../core/types/register'
import { newRow } from './start'

/** The field as other answers leave it: with those of its choices, or that were chosen before, and so many rows. */
export const withChoicesLeft = (field: Field, values: Json, answer: Answer): Field =>
  engine.left?.(field, values[field.name], answer) ?? field

/** The answers without what these no longer leave to be chosen, and with the rows that they want. */
export const settled = ({ fields, ...register }: Register, values: Json): Json =>
  engine.settled?.(fields, values, (data) => answerIn({ ...register, fields }, data), newRow) ?? values
