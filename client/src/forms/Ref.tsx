import type { Field } from '../core/types/register'
import { register } from '../records/catalog'
import { lower, periodNamed } from '../text/periods'
import { t } from '../text/text'
import { Pick } from './Pick'
import { unitFor } from './start'
import { useRecordsAsOptions } from './useRecordOptions'

interface Props {
  field: Field
  unit: string
  day: string
  choice: Omit<Parameters<typeof Pick>[0], 'options'>
}

/**
 * The input of a field of type `ref`: the records of the record's own time, or a note that they are of another period
 * because its own has none yet, with a way to register them for whoever may.
 */
export function Ref({ field, unit, day, choice }: Props) {
  const found = useRecordsAsOptions(field, unit, day, choice.value as string | null)
  if (!found) return <p class="help">{t('home.loading')}</p>
  if (!found.options.length) return <p class="help">{t('form.nothing_to_choose')}</p>
  const { options, now, instead } = found
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
