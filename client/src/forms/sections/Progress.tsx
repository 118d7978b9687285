import './Progress.css'
import { answered } from '../../core/registers'
import type { Json } from '../../core/types/json'
import type { Register } from '../../core/types/register'
import { inLanguage } from '../../text/text'
import { w } from '../../text/widgets'
import { answerText } from '../answerText'

interface Props {
  register: Register
  /** Whether each part is done. */
  parts: boolean[]
  values: Json
}

/** How many parts of a long form are done, and the total so far: in sight wherever somebody is in it. */
export function Progress({ register, parts, values }: Props) {
  const total = register.fields.find(({ computed }) => computed?.how === 'total')
  const sum = total && answerText(total, answered(register, values)[total.name])
  return (
    <p class="parts">
      {w('form.parts', { n: parts.filter(Boolean).length, of: parts.length })}
      {total && sum && (
        <span>
          {inLanguage(total.label)} <b>{sum}</b>
        </span>
      )}
    </p>
  )
}
