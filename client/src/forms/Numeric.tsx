import './Numeric.css'
import { useEffect, useState } from 'preact/hooks'
import type { Field } from '../core/types/register'
import { number, typed } from '../text/format'
import { inLanguage, t } from '../text/text'

interface Props {
  field: Field
  value: number | string | null | undefined
  /** Called with the number typed, with null for an empty input, or with the text itself if it is no number. */
  set: (value: number | string | null) => void
  described: string
  invalid: boolean
}

/** The input for a number. A number typed with separators is shown again below it as it was understood. */
export function Numeric({ field, value, set, described, invalid }: Props) {
  const shown = typeof value === 'number' ? number(value) : (value ?? '')
  const [text, setText] = useState(shown)
  useEffect(() => {
    if (typed(text) !== (value ?? null) && text !== value) setText(shown)
  }, [value])
  const read = typed(text)
  return (
    <div class="num">
      <label for={field.name}>
        {inLanguage(field.label)} {!field.required && <small>{t('form.optional')}</small>}
      </label>
      <span class="answer">
        <input
          id={field.name}
          name={field.name}
          value={text}
          inputMode={field.type === 'integer' ? 'numeric' : 'decimal'}
          autocomplete="off"
          enterkeyhint="next"
          onInput={(event) => {
            const wrote = event.currentTarget.value
            setText(wrote)
            const found = typed(wrote)
            set(found === undefined ? wrote : found)
          }}
          aria-describedby={described}
          aria-invalid={invalid}
          aria-required={field.required}
        />
        {field.unit && <span class="unit">{inLanguage(field.unit)}</span>}
      </span>
      {typeof read === 'number' && /[.,]/.test(text) && number(read) !== text && (
        <span class="help read">{t('form.read_as', { value: number(read) })}</span>
      )}
    </div>
  )
}
