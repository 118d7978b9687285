import './Moment.css'
import { useEffect, useRef } from 'preact/hooks'
import { wrongDay } from '../../core/correctedClock'
import { DateInput } from '../../parts/DateInput'
import { day, present, today, weekday } from '../../text/format'
import { t } from '../../text/text'
import { w } from '../../text/widgets'
import { answerText } from '../answerText'
import { INCOMPLETE } from '../faultText'
import type { WidgetProps } from './props'

/** The input of a field of type `time` or `datetime`: the browser's own picker, with a button for the present moment. */
export function Moment({ field, value, set, described, invalid }: WidgetProps) {
  const box = useRef<HTMLDivElement>(null)
  const dated = field.type === 'datetime'
  const half = value === INCOMPLETE
  const shown = value && !half ? value : ''
  const on = dated && shown.slice(0, 10)
  const wrong = wrongDay()
  const take = (input: HTMLInputElement) => set(input.validity.badInput ? INCOMPLETE : input.value || null)
  // A browser tells nobody that a part was typed or cleared as long as the whole is none before and after.
  const check = () => {
    const input = box.current?.querySelector('input')
    if (input && input.validity.badInput !== half) take(input)
  }
  // Also of what an earlier drawing left, such as a draft's: its input is empty now.
  useEffect(check)
  return (
    <div ref={box} class={dated ? 'day dated' : 'day'}>
      <DateInput
        id={field.name}
        name={field.name}
        type={dated ? 'datetime-local' : 'time'}
        value={shown}
        text={answerText(field, shown)}
        none={w(dated ? 'moment.datetime' : 'moment.time')}
        {...(dated && { max: '9999-12-31T23:59' })}
        set={(_, input) => take(input)}
        onBlur={check}
        onKeyDown={check}
        aria-describedby={described}
        aria-invalid={invalid}
        required={!!field.required}
      />
      <button type="button" class="chip" onClick={() => set(present().slice(dated ? 0 : 11))}>
        {w('moment.now')}
      </button>
      {on && on !== today() && <span class="help">{weekday(on)}</span>}
      {wrong && on === today() && <p class="waiting clock">{t('form.clock', { day: day(wrong) })}</p>}
    </div>
  )
}
