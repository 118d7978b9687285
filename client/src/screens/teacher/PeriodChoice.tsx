import { atHand } from '../../registers'
import { t } from '../../text/text'
import type { Register } from '../../types'

interface Props {
  register: Register
  value: string
  set: (period: string) => void
}

/** Which year or half-year a record is for, where no day of it tells. */
export function PeriodChoice({ register, value, set }: Props) {
  const open = (atHand()?.periods ?? []).filter(({ kind, closed }) => kind === register.period && !closed)
  return (
    <div class="entry">
      <label for="period">{t('form.period')}</label>
      <select id="period" name="period" value={value} onChange={(event) => set(event.currentTarget.value)}>
        {open.map(({ key }) => (
          <option key={key} value={key}>
            {key}
          </option>
        ))}
      </select>
    </div>
  )
}
