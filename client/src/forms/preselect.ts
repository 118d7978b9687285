import type { Json } from '../core/types/json'
import type { Shown } from '../core/types/record'
import type { Register } from '../core/types/register'
import { startOf } from '../records/periods'
import { today } from '../text/format'
import { optionsAmong } from './referable'
import type { Start } from './start'

/** The day that a record is of: the answered one, else the first of its period, else today. */
export const dayOf = ({ period_from }: Register, values: Json, period?: string): string =>
  (period_from && values[period_from]) || startOf(period) || today()

/** The answers that are copied from the record `id`, which was chosen in the field `name`; null where none was chosen. */
export function copiedFrom(register: Register, name: string, id: Json[string], records: Shown[]): Json {
  const record = records.find((one) => one.id === id)
  const fields = register.fields.filter(({ copy_from }) => copy_from?.field === name)
  return Object.fromEntries(fields.map((field) => [field.name, record?.data[field.copy_from?.of ?? ''] ?? null]))
}

/**
 * What a new record must refer to, such as its model, as in the account's `last` record, where that is still offered; with
 * what is copied from it. Nothing for a form that was begun before, or that is of another unit's records.
 */
export function preselected(register: Register, start: Start, last: Shown | null, records: Shown[]): Json {
  if (!last || start.at || start.record) return {}
  const day = dayOf(register, start.values, start.period)
  const refs = register.fields.filter(({ type, required, across }) => type === 'ref' && required && !across)
  const found = refs.flatMap((field) => {
    const id = last.data[field.name]
    const offered = optionsAmong(records, field, start.unit, day).options.some(({ value }) => value === id)
    return offered ? { [field.name]: id, ...copiedFrom(register, field.name, id, records) } : []
  })
  return Object.assign({}, ...found)
}
