import { answered } from '../core/registers'
import type { Json } from '../core/types/json'
import type { Field, Register } from '../core/types/register'
import { inLanguage } from '../text/text'
import { answerText } from './answerText'
import { isEmpty } from './edit'

/**
 * Shows, below the field `of` that refers to another record, the answers copied from the record chosen there; they can
 * only be read. Nothing where none is chosen.
 */
export function CopiedFields({ register, of, values }: { register: Register; of: Field; values: Json }) {
  if (of.type !== 'ref' || !values[of.name]) return null
  const fields = register.fields.filter((field) => field.copy_from?.field === of.name && !isEmpty(values[field.name]))
  return (
    <dl class="copied">
      {fields.map((field) => (
        <div key={field.name}>
          <dt>{inLanguage(field.label)}</dt>
          <dd>{answerText(field, values[field.name])}</dd>
        </div>
      ))}
    </dl>
  )
}

/** Shows at the end of a form the totals and ratings that are computed from the answers; they can only be read. */
export function Computed({ register, values }: { register: Register; values: Json }) {
  const found = answered(register, values)
  const fields = register.fields.filter(({ name, computed }) => computed && !isEmpty(found[name]))
  return fields.length ? (
    <dl class="copied" aria-live="polite">
      {fields.map((field) => (
        <div key={field.name}>
          <dt>{inLanguage(field.label)}</dt>
          <dd>{answerText(field, found[field.name])}</dd>
        </div>
      ))}
    </dl>
  ) : null
}
