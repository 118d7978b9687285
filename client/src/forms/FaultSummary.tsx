import type { Register } from '../core/types/register'
import { Icon } from '../parts/Icon'
import { inLanguage, t } from '../text/text'
import type { Faults } from './checkForm'

interface Props {
  register: Register
  faults: Faults
  /** Brings the field of that name into sight. */
  go: (name: string) => void
}

/** Over a form that was not sent: how many fields are at fault, and a button that leads to each. */
export function FaultSummary({ register, faults, go }: Props) {
  const names = register.fields.filter(({ name }) => faults[name])
  if (!names.length) return null
  return (
    <section class="note needs" role="alert">
      <h2>
        <Icon name="warn" /> {t('form.faults', { n: names.length })}
      </h2>
      <ul>
        {names.map((field) => (
          <li key={field.name}>
            <button type="button" class="plain" onClick={() => go(field.name)}>
              {inLanguage(field.label)}
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
