import './Day.css'
import { wrongDay } from '../core/correctedClock'
import type { Field } from '../core/types/register'
import { DateInput } from '../parts/DateInput'
import { day, today, weekday } from '../text/format'
import { t } from '../text/text'

interface Props {
  field: Field
  value: string | null | undefined
  set: (value: string | null) => void
  described: string
  invalid: boolean
}

/** The input of a field of type `date`: the browser's own date picker, with buttons for today and yesterday. */
export function Day({ field, value, set, described, invalid }: Props) {
  const wrong = wrongDay()
  return (
    <div class="day">
      <DateInput
        id={field.name}
        name={field.name}
        value={value ?? ''}
        set={(chosen) => set(chosen || null)}
        aria-describedby={described}
        aria-invalid={invalid}
        required={!!field.required}
      />
      {[0, -1].map((offset) => (
        <button
          key={offset}
          type="button"
          class="chip"
          aria-pressed={value === today(offset)}
          onClick={() => set(today(offset))}
        >
          {t(offset ? 'form.yesterday' : 'form.today')}
        </button>
      ))}
      {value && value !== today() && value !== today(-1) && <span class="help">{weekday(value)}</span>}
      {wrong && value === today() && <p class="waiting clock">{t('form.clock', { day: day(wrong) })}</p>}
    </div>
  )
}
