import './Day.css'
import { wrongDay } from '../core/correctedClock'
import type { Field } from '../core/types/register'
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
      <span class="date">
        <input
          id={field.name}
          name={field.name}
          type="date"
          value={value ?? ''}
          onInput={(event) => set(event.currentTarget.value || null)}
          aria-describedby={described}
          aria-invalid={invalid}
          required={!!field.required}
        />
        {/* The browser writes it in the order of its own language. */}
        <span aria-hidden="true">{value ? day(value) : t('form.day')}</span>
      </span>
      {value && <span class="help">{weekday(value)}</span>}
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
      {wrong && value === today() && <p class="waiting clock">{t('form.clock', { day: day(wrong) })}</p>}
    </div>
  )
}
