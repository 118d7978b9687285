import type { Field } from '../core/types/register'
import { useWatched } from '../parts/live'
import { list } from '../records/records'
import { titleOf } from '../records/titles'
import { language, t } from '../text/text'
import { titles } from './answerText'
import { type Offered, offeredRecords } from './offeredRecords'

/** Statuses in which a record may be referred to. */
export const OFFERED = ['submitted', 'verified', 'approved', 'returned']

/**
 * A hook that gives the records on this phone that a field of type `ref` offers in a record of the day `day`
 * (YYYY-MM-DD); undefined until they are read. They are of `unit`, or of any unit where the field allows that
 * (`across`).
 *
 * `held`, the id of the record chosen already, is always among them, even if the phone has no copy of it.
 */
export function useRecordsAsOptions(
  field: Field,
  unit: string,
  day: string,
  held?: string | null,
): Offered | undefined {
  const found = useWatched(async () => {
    const found = await list({ register: field.to ?? '', status: OFFERED, ...(!field.across && { unit }) })
    for (const record of found) titles.set(record.id, titleOf(record, language()))
    return found
  }, [field.to, unit])
  if (!found) return undefined
  const offered = offeredRecords(found, field, day, held)
  // One of another unit, which this phone has no copy of.
  const far = held && !offered.options.some(({ value }) => value === held)
  const more = far ? [{ value: held, label: titles.get(held) ?? t('record.another') }] : []
  return { ...offered, options: [...offered.options, ...more] }
}
