import { answered } from '../../core/registers'
import type { Period } from '../../core/types/catalog'
import type { Shown } from '../../core/types/record'
import type { Register } from '../../core/types/register'
import { answerText } from '../../forms/answerText'
import { register as registerOf } from '../../records/catalog'
import { lower, periodNamed } from '../../text/periods'
import { inLanguage } from '../../text/text'

/** The records of one register in a year, in the order of their days. */
export interface Part {
  register: Register
  records: Shown[]
}

/** The day of a record (YYYY-MM-DD), where its register has a field for it; undefined otherwise. */
export function dayOf(record: Shown): string | undefined {
  const from = registerOf(record.form)?.period_from
  return from ? record.data[from] : undefined
}

/** The statuses of all records that were submitted, also those in which a record does not count in the figures. */
export const SENT = ['submitted', 'verified', 'returned', 'approved', 'rejected']

/**
 * Those of `records` that belong to a school year and have one of `statuses` (left out: those that count in the figures
 * of the record's register), by register and in the order of the registers' keys. Records that say "nothing to report"
 * are left out.
 */
export function parts(records: Shown[], year: Period, periods: Period[], statuses?: string[]): Part[] {
  const found = new Map<string, Part>()
  for (const record of records) {
    const register = registerOf(record.form)
    if (!register || register.nothing || !(statuses ?? register.counts ?? SENT).includes(record.status)) continue
    if (!within(record, year, periods)) continue
    const part = found.get(register.key) ?? { register, records: [] }
    part.records.push(record)
    found.set(register.key, part)
  }
  const all = [...found.values()].sort((one, other) => (one.register.key < other.register.key ? -1 : 1))
  for (const { records } of all) records.sort((one, other) => (place(one) < place(other) ? -1 : 1))
  return all
}

/** Whether a person (their account's id) wrote a record or is named in an answer of it. */
export function concerns({ form, author, data }: Shown, person: string): boolean {
  const named = registerOf(form)?.fields.filter(({ type }) => type.startsWith('person')) ?? []
  return author === person || named.some(({ name }) => [data[name]].flat().includes(person))
}

const place = (record: Shown) => [dayOf(record), record.period, record.id].join(' ')

function within(record: Shown, year: Period, periods: Period[]): boolean {
  const at = dayOf(record) ?? periods.find(({ key }) => key === record.period)?.starts
  return !!at && year.starts <= at && at <= year.ends
}

/** The label of a field and a value as text. */
export type Result = [string, string]

/**
 * The sums of each number field over the records of a register of events, without those that are 0; empty for other
 * registers, as numbers of a whole year may not be added.
 */
export function added(register: Register, records: Shown[]): Result[] {
  if (register.period !== 'event') return []
  const seen = records.map(({ data }) => answered(register, data))
  const numbers = register.fields.filter(({ type, retired }) => ['integer', 'decimal'].includes(type) && !retired)
  return numbers.flatMap((field): Result[] => {
    const sum = seen.reduce((total, data) => total + (typeof data[field.name] === 'number' ? data[field.name] : 0), 0)
    return sum ? [[inLanguage(field.label), answerText(field, Math.round(sum * 1000) / 1000)]] : []
  })
}

/** The values of the computed fields of each record: totals, ratings, and whether all of several answers are yes. */
export function points(register: Register, records: Shown[]): Result[] {
  return records.flatMap(({ data, period }) => {
    const found = answered(register, data)
    const of = records.length > 1 ? `, ${lower(periodNamed(period))}` : ''
    const fields = register.fields.filter(({ name, computed }) => computed && found[name] !== undefined)
    return fields.map((field): Result => [inLanguage(field.label) + of, answerText(field, found[field.name])])
  })
}
