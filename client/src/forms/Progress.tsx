import './Progress.css'
import { answered } from '../core/registers'
import type { Json } from '../core/types/json'
import type { Register } from '../core/types/register'
import { inLanguage, t } from '../text/text'
import { answerText } from './answerText'
import { isEmpty } from './edit'

interface Props {
  register: Register
  /** Names of the fields that are asked. */
  visible: Set<string>
  values: Json
}

/** How many parts of a long form are done, and the total so far: in sight wherever somebody is in it. */
export function Progress({ register, visible, values }: Props) {
  const [n, of] = partsDone(register, visible, values)
  const total = register.fields.find(({ computed }) => computed?.how === 'total')
  const sum = total && answerText(total, answered(register, values)[total.name])
  return of > 1 ? (
    <p class="parts">
      {t('form.parts', { n, of })}
      {total && sum && (
        <span>
          {inLanguage(total.label)} <b>{sum}</b>
        </span>
      )}
    </p>
  ) : null
}

/** How many sections have an answer and lack none that is required, and how many sections there are. */
export function partsDone({ sections = [], fields }: Register, visible: Set<string>, values: Json): [number, number] {
  const has = ({ name }: { name: string }) => !isEmpty(values[name])
  const parts = sections
    .map(({ key }) => fields.filter(({ name, section, computed }) => section === key && visible.has(name) && !computed))
    .filter(({ length }) => length)
  const done = parts.filter((its) => its.some(has) && its.every((one) => !one.required || has(one)))
  return [done.length, parts.length]
}
