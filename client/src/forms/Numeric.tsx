import './Numeric.css'
import { useEffect, useState } from 'preact/hooks'
import type { Field } from '../core/types/register'
import { inLanguage, t } from '../text/text'
import { figure, typedAs, understood, unmistakable } from './reading'

interface Props {
  field: Field
  value: number | string | null | undefined
  /** Called with the number typed, with null for an empty input, or with the text itself if it is no number. */
  set: (value: number | string | null) => void
  described: string
  invalid: boolean
}

/** The input for a number. One typed with separators, or a long one, stands large below it as it was understood. */
export function Numeric({ field, value, set, described, invalid }: Props) {
  const shown = typeof value === 'number' ? typedAs(field, value) : (value ?? '')
  const [text, setText] = useState(shown)
  const [touched, setTouched] = useState(false)
  const found = understood(field, text)
  useEffect(() => {
    if ((found.value ?? null) !== (value ?? null) && text !== value) setText(shown)
  }, [value])
  const type = (wrote: string) => {
    setTouched(true)
    setText(wrote)
    set(wrote.trim() ? (understood(field, wrote).value ?? wrote) : null)
  }
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
          onInput={(event) => type(event.currentTarget.value)}
          aria-describedby={described}
          aria-invalid={invalid}
          aria-required={field.required}
        />
        {field.unit && <span class="unit">{inLanguage(field.unit)}</span>}
      </span>
      {touched && found.value !== undefined && (/[.,]/.test(text) || figure(field, found.value) !== text) && (
        <Understood field={field} value={found.value} other={found.other} choose={type} />
      )}
    </div>
  )
}

interface UnderstoodProps {
  field: Field
  value: number
  other: number | undefined
  choose: (text: string) => void
}

/** How a typed number was understood, and a button for the other way to read it. */
function Understood({ field, value, other, choose }: UnderstoodProps) {
  const said = (one: number) => `${figure(field, one)} ${inLanguage(field.unit)}`.trim()
  return (
    <p class="read" aria-live="polite">
      {t('form.read_as')} <b>{said(value)}</b>
      {other !== undefined && (
        <button type="button" class="plain" onClick={() => choose(unmistakable(other))}>
          {t('form.read_other', { value: said(other) })}
        </button>
      )}
    </p>
  )
}
