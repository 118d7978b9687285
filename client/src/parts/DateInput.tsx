import './DateInput.css'
import type { InputHTMLAttributes } from 'preact'
import { day } from '../text/format'
import { t } from '../text/text'

type Attributes = 'id' | 'name' | 'required' | 'min' | 'max' | 'disabled' | 'aria-describedby' | 'aria-invalid'
interface Props extends Pick<InputHTMLAttributes<HTMLInputElement>, Attributes> {
  /** An ISO day, or '' for none. */
  value: string
  set: (value: string) => void
}

/**
 * The browser's own date picker. What stands in it is drawn here: a browser writes a day in the order of its own
 * language, and WebKit shows today's where none is set.
 */
export function DateInput({ value, set, ...rest }: Props) {
  return (
    <span class="date">
      <input {...rest} type="date" value={value} onInput={(event) => set(event.currentTarget.value)} />
      <span class={value ? undefined : 'none'} aria-hidden="true">
        {value ? day(value) : t('form.day')}
      </span>
    </span>
  )
}
