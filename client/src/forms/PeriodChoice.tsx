import type { Register } from '../core/types/register'
import { periodNamed } from '../text/periods'
import { t } from '../text/text'
import { openPeriods } from './start'

interface Props {
  register: Register
  value: string
  set: (period: string) => void
}

/** The input for the period of a record, for registers in which it does not follow from an answered day. */
export function PeriodChoice({ register, value, set }: Props) {
  return (
    <div class="entry">
      <label for="period">{t('form.period')}</label>
      <select id="period" name="period" value={value} onChange={(event) => set(event.currentTarget.value)}>
        {openPeriods(register).map(({ key }) => (
          <option key={key} value={key}>
            {periodNamed(key)}
          </option>
        ))}
      </select>
    </div>
  )
}
