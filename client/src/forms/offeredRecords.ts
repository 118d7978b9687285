import { fold } from '../core/folding'
import type { Shown } from '../core/types/record'
import type { Field } from '../core/types/register'
import { nameOf, register } from '../records/catalog'
import { periodOn, startOf } from '../records/periods'
import { titleOf } from '../records/titles'
import { lower, periodNamed } from '../text/periods'
import { language } from '../text/text'
import type { Option } from './Pick'

/**
 * The records to which a field may refer, as choices. `instead`: the key of the other period of which they are, where
 * the record's own, `now`, has none yet.
 */
export interface Offered {
  options: Option[]
  now?: string | undefined
  instead?: string | undefined
}

/**
 * Of `records`, all those to which a field of type `ref` could refer, the ones to offer in a record of the day `day`
 * (YYYY-MM-DD): those registered for the period that contains it, the approved first. Where there is none yet, those of
 * the last period before, so that nobody has to wait. Where the field allows any unit's (`across`), those of all periods.
 *
 * `held`, the id of the record chosen already, is offered too. A choice of another period names it.
 */
export function offeredRecords(records: Shown[], field: Field, day: string, held?: string | null): Offered {
  const target = register(`${field.to}@`)
  const now = target && periodOn(target, day)?.key
  const periods = now && !field.across ? [...new Set(records.map(({ period }) => period))] : []
  const instead = now && periods.length && !periods.includes(now) ? nearest(periods, now) : undefined
  const wanted = ({ id, period }: Shown) => !periods.length || period === (instead ?? now) || id === held
  const rank = ({ period, status }: Shown) => (period === now ? 0 : 2) + (status === 'approved' ? 0 : 1)
  const newer = (one: Shown, other: Shown) => Number(startOf(one.period) < startOf(other.period)) || -1
  const offered = records
    .filter(wanted)
    .sort((one, other) => rank(one) - rank(other) || (one.period === other.period ? 0 : newer(one, other)))
  return { options: named(offered, now), now, instead }
}

/** Of periods (keys), the last one before `now`; where all came later, the first of them. */
function nearest(periods: (string | null)[], now: string): string | undefined {
  const sorted = [...periods].sort((one, other) => (startOf(one) < startOf(other) ? -1 : 1))
  const before = sorted.filter((one) => startOf(one) < startOf(now))
  return (before.length ? before[before.length - 1] : sorted[0]) ?? undefined
}

/** Choices by their titles. One that looks like another unit's names its unit, one of another period that period. */
function named(records: Shown[], now: string | undefined): Option[] {
  const titles = new Map(records.map((record) => [record, titleOf(record, language())]))
  const looks = (record: Shown) => fold(titles.get(record) ?? '')
  return records.map((record) => {
    const alike = records.some((other) => other.unit !== record.unit && looks(other) === looks(record))
    const another = now !== undefined && record.period !== now
    const more = [alike && nameOf(record.unit), another && lower(periodNamed(record.period))]
    return { value: record.id, label: [titles.get(record), ...more].filter(Boolean).join(' · ') }
  })
}
