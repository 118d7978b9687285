import type { Shown } from '../core/types/record'
import type { Field } from '../core/types/register'
import { useWatched } from '../parts/live'
import { list } from '../records/records'
import { titleOf } from '../records/titles'
import { language, t } from '../text/text'
import { titles } from './answerText'
import { type Offered, offeredRecords } from './offeredRecords'

/** Statuses in which a record may be referred to. */
export const OFFERED = ['submitted', 'verified', 'approved', 'returned']

/** A hook that gives the records on this phone to which `fields` may refer; undefined until they are read. */
export function useReferable(fields: Field[]) {
  const registers = referred(fields)
  return useWatched(() => list({ status: OFFERED, registers }), registers)
}

/** Keys of the registers to whose records these fields refer. */
const referred = (fields: Field[]): string[] =>
  fields.flatMap(({ to, fields: columns }) => [...(to ? [to] : []), ...referred(columns ?? [])])

/**
 * What a field of type `ref` offers of the records `all` in a record of the day `day` (YYYY-MM-DD): those of `unit`, or of
 * any unit where the field allows that (`across`).
 *
 * `held`, the id of the record chosen already, is always among them, even if the phone has no copy of it.
 */
export function optionsAmong(all: Shown[], field: Field, unit: string, day: string, held?: string | null): Offered {
  const fits = (one: Shown) => one.form?.split('@')[0] === field.to && (field.across || one.unit === unit)
  const found = all.filter(fits)
  for (const record of found) titles.set(record.id, titleOf(record, language()))
  const offered = offeredRecords(found, field, day, held)
  // One of another unit, which this phone has no copy of.
  const far = held && !offered.options.some(({ value }) => value === held)
  const more = far ? [{ value: held, label: titles.get(held) ?? t('record.another') }] : []
  return { ...offered, options: [...offered.options, ...more] }
}
