import type { Json } from '../../core/types/json'
import type { Field, Register, Section } from '../../core/types/register'
import { isEmpty } from '../edit'

/** A part of a form: a section, and those of its fields that are asked. */
export interface Part {
  section: Section
  fields: Field[]
}

/** The parts of a form with the fields `asked`, in the order of the register's sections; those that ask nothing are left out. */
export const partsOf = ({ sections = [] }: Register, asked: Field[]): Part[] =>
  sections
    .map((section) => ({ section, fields: asked.filter((field) => field.section === section.key) }))
    .filter(({ fields }) => fields.some(({ computed, type }) => !computed && type !== 'note'))

/** Whether a part has an answer and lacks none that is required. */
export function isDone({ fields }: Part, values: Json): boolean {
  const has = ({ name }: Field) => !isEmpty(values[name])
  return fields.some(has) && fields.every((one) => !one.required || one.computed || has(one))
}

/**
 * The fields of a part, each with those that hold its evidence: one for several numbers stands below the last of them.
 */
export function withEvidence({ fields }: Part): [Field, Field[]][] {
  const under = ({ evidence = [] }: Field) => fields.filter(({ name }) => evidence.includes(name)).pop()
  return fields.filter((field) => !under(field)).map((field) => [field, fields.filter((one) => under(one) === field)])
}
