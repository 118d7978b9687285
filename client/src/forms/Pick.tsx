import './Pick.css'
import { useState } from 'preact/hooks'
import { matches } from '../core/folding'
import { t } from '../text/text'

/** One choice of a `Pick`: the value that is stored, and the label that is shown. */
export interface Option {
  value: string
  label: string
}
interface Props {
  name: string
  options: Option[]
  /** The chosen value; with `several` the list of those chosen. Null or undefined: none. */
  value: string | string[] | null | undefined
  several?: boolean
  required?: boolean
  set: (value: string | string[] | null) => void
  described: string
  invalid: boolean
  label: string
}

const FEW = 7 // as many as are seen at a glance; more get a list or a search

/**
 * The input to choose one of `options`, or several: large tiles for a few options; for many a select, or, to choose
 * several, tiles with a search.
 */
export function Pick(props: Props) {
  const { name, options, value, several, required, set, described, invalid, label } = props
  const [query, setQuery] = useState('')
  if (!several && options.length > FEW) {
    return (
      <select
        id={name}
        name={name}
        value={(value as string) ?? ''}
        onChange={(event) => set(event.currentTarget.value || null)}
        aria-describedby={described}
        aria-invalid={invalid}
        aria-label={label}
      >
        <option value="">{t('form.choose')}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    )
  }
  const held = value === null || value === undefined ? [] : [value].flat()
  if (!options.length) return <p class="help">{t('form.none')}</p>
  const many = options.length > FEW
  const shown = many ? options.filter((one) => held.includes(one.value) || matches(query, one.label)) : options
  const toggle = (one: string) => {
    if (!several) return set(one)
    set(held.includes(one) ? held.filter((other) => other !== one) : [...held, one])
  }
  return (
    <div class="tiles" id={name}>
      {many && (
        <input
          type="search"
          value={query}
          onInput={(event) => setQuery(event.currentTarget.value)}
          placeholder={t('form.find')}
          aria-label={t('form.find')}
        />
      )}
      {shown.map((option) => (
        <label key={option.value} class={held.includes(option.value) ? 'tile chosen' : 'tile'}>
          <input
            type={several ? 'checkbox' : 'radio'}
            name={name}
            value={option.value}
            checked={held.includes(option.value)}
            onChange={() => toggle(option.value)}
            aria-describedby={described}
          />
          <span>{option.label}</span>
        </label>
      ))}
      {!several && !required && held.length > 0 && (
        <button type="button" class="plain" onClick={() => set(null)}>
          {t('form.unpick')}
        </button>
      )}
    </div>
  )
}
