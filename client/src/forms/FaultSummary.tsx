import type { Register } from '../core/types/register'
import { Icon } from '../parts/Icon'
import { inLanguage, t } from '../text/text'
import type { Faults } from './checkForm'

interface Props {
  register: Register
  faults: Faults
  /** Scrolls to the field of that name and puts the focus into it. */
  go: (name: string) => void
}

/**
 * A note above a form that was not saved because of wrong or missing answers: how many fields these are, and a button
 * that leads to each.
 */
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
