import { fieldOf } from '../core/registers'
import type { Json } from '../core/types/json'
import type { Field, Register } from '../core/types/register'

/** Types of fields that may be folded away at the end of a form, where they are optional. */
const FOLDED = ['choices', 'persons', 'person', 'longtext', 'ref', 'place', 'choice']

/** A camera at the end of a form stays in sight, and keeps nothing before it from being folded. */
const foldable = ({ type, required }: Field) => type === 'photos' || (!required && FOLDED.includes(type))

const ofSchool = ({ required, choices_from }: Field) => !required && !!choices_from

/** The fields, with that of the title directly behind what the record refers to: what was done is told before when. */
function ordered({ fields, list, sections }: Register): Field[] {
  const at = fields.findIndex(({ type }) => type !== 'ref')
  const title = fields.find(({ name }) => name === list?.title)
  if (at < 1 || !title || sections?.length) return fields
  return [...fields.slice(0, at), title, ...fields.slice(at).filter((field) => field !== title)]
}

/**
 * The visible fields of a form in two parts: those shown at once, and the last optional ones, which are folded away
 * (empty if it would be only one, and where sections are folded), with the optional ones that choose from the school's own lists, such as its sites.
 * Fields that are copied from a chosen or required reference are in neither.
 */
export function divided(register: Register, visible: Set<string>, values: Json): [Field[], Field[]] {
  const fields = ordered(register).filter(({ name, copy_from }) => {
    const source = copy_from && fieldOf(register, copy_from.field)
    return visible.has(name) && !(source && (source.required || values[source.name]))
  })
  if (register.sections?.length) return [fields, []]
  let from = fields.length
  for (let last = fields[from - 1]; last && foldable(last); last = fields[from - 1]) from--
  const later = fields.filter((field, at) => (at >= from || ofSchool(field)) && field.type !== 'photos')
  return later.length > 1 ? [fields.filter((field) => !later.includes(field)), later] : [fields, []]
}
