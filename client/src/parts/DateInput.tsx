import './DateInput.css'
import type { InputHTMLAttributes } from 'preact'
import { day } from '../text/format'
import { t } from '../text/text'

type Attributes =
  | 'id'
  | 'name'
  | 'required'
  | 'min'
  | 'max'
  | 'disabled'
  | 'onBlur'
  | 'onKeyDown'
  | 'aria-describedby'
  | 'aria-invalid'
interface Props extends Pick<InputHTMLAttributes<HTMLInputElement>, Attributes> {
  type?: 'date' | 'time' | 'datetime-local'
  /** As the browser's input has it, such as an ISO day, or '' for none. */
  value: string
  set: (value: string, input: HTMLInputElement) => void
  /** The value as people write it, and what stands there without one; left out for a day. */
  text?: string
  none?: string
}

/**
 * The browser's own picker of a day or a time. What stands in it is drawn here: a browser writes a day in the order of
 * its own language, and WebKit shows today's where none is set.
 */
export function DateInput({ type = 'date', value, set, text = day(value), none = t('form.day'), ...rest }: Props) {
  return (
    <span class="date">
      <input
        {...rest}
        type={type}
        value={value}
        onInput={({ currentTarget }) => set(currentTarget.value, currentTarget)}
      />
      <span class={value ? undefined : 'none'} aria-hidden="true">
        {value ? text : none}
      </span>
    </span>
  )
}
