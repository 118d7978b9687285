import { type Answer, engine } from '../core/engine'
import { answerIn } from '../core/registers'
import type { Json } from '../core/types/json'
import type { Field, Register } from '../core/types/register'

/** The field with the choices alone that other answers leave, or that were chosen before. */
export const withChoicesLeft = (field: Field, values: Json, answer: Answer): Field =>
  engine.left?.(field, values[field.name], answer) ?? field

/** The answers without what these no longer leave to be chosen. */
export const settled = ({ fields, ...register }: Register, values: Json): Json =>
  engine.settled?.(fields, values, (data) => answerIn({ ...register, fields }, data)) ?? values
