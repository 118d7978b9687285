import { engine } from '../core/engine'
import { answerIn } from '../core/registers'
import type { Json } from '../core/types/json'
import type { Field, Register } from '../core/types/register'

/** The field with the choices alone that other answers leave, or that were chosen before. */
export function withChoicesLeft(register: Register, field: Field, values: Json): Field {
  if (!field.choice_filter || !engine.offered) return field
  const held = [values[field.name]].flat()
  const left = engine.offered(field, answerIn(register, values))
  return { ...field, choices: (field.choices ?? []).filter((one) => left.includes(one) || held.includes(one.value)) }
}

/** The answers without what these no longer leave to be chosen. */
export const settled = ({ fields, ...register }: Register, values: Json): Json =>
  engine.settled?.(fields, values, (data) => answerIn({ ...register, fields }, data)) ?? values
