import type { Json } from '../../core/types/json'
import type { Field, Register, Section } from '../../core/types/register'
import { isEmpty } from '../edit'

/** What stands together in a form: neighbouring fields that are asked, of one section or of none. */
export interface Part {
  /** Names it among the parts of its form. */
  key: string
  section: Section | undefined
  fields: Field[]
}

/** The parts of a form with the fields `asked`, in the order of these; a section is in two if others stand within it. */
export function partsOf({ sections = [] }: Register, asked: Field[]): Part[] {
  const parts: Part[] = []
  for (const field of asked) {
    const last = parts.at(-1)
    const section = sections.find(({ key }) => key === field.section)
    if (last && last.section === section) last.fields.push(field)
    else
      parts.push({
        key: `${parts.filter((one) => one.section === section).length}${section?.key}`,
        section,
        fields: [field],
      })
  }
  return parts
}

/** Whether a part is unfolded to be filled in: it is of a section and asks something, so that it can be done. */
export const isFolded = ({ section, fields }: Part): boolean =>
  !!section && fields.some(({ computed, type }) => !computed && type !== 'note')

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
