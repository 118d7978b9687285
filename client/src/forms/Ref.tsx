import { useState } from 'preact/hooks'
import type { Shown } from '../core/types/record'
import type { Field } from '../core/types/register'
import { useStatus } from '../parts/live'
import { register } from '../records/catalog'
import { lower, periodNamed } from '../text/periods'
import { t } from '../text/text'
import { Pick } from './Pick'
import { optionsAmong } from './referable'
import { unitFor } from './start'

interface Props {
  field: Field
  unit: string
  day: string
  /** The records that others may refer to. */
  referable: Shown[]
  choice: Omit<Parameters<typeof Pick>[0], 'options'>
}

/**
 * The input of a field of type `ref`: what it has at first in one line, with a button that unfolds all; else the records
 * of the record's own time, or a note that they are of another period because its own has none yet, with a way to
 * register them for whoever may.
 */
export function Ref({ field, unit, day, referable, choice }: Props) {
  const { lastSync } = useStatus()
  const [folded, setFolded] = useState(!!choice.value)
  const { options, now, instead } = optionsAmong(referable, field, unit, day, choice.value as string | null)
  // Before the first exchange nobody can say that the school has none.
  if (!options.length) return <p class="help">{t(lastSync ? 'form.nothing_to_choose' : 'home.fetching')}</p>
  const chosen = options.find(({ value }) => value === choice.value)
  if (folded && chosen && options.length > 1) {
    return (
      <p class="tile chosen kept">
        <span>{chosen.label}</span>
        <button type="button" class="plain" onClick={() => setFolded(false)}>
          {t('form.change')}
        </button>
      </p>
    )
  }
  const target = register(`${field.to}@`)
  return (
    <>
      {now && instead && (
        <p class="waiting hint">
          {t('form.instead', { now: lower(periodNamed(now)), other: lower(periodNamed(instead)) })}{' '}
          {target && unitFor(target) === unit && (
            <a href={`/ghi?bieu=${target.key}`}>{t('form.register_now', { now: lower(periodNamed(now)) })}</a>
          )}
        </p>
      )}
      <Pick {...choice} options={options} required={!!field.required} />
    </>
  )
}
