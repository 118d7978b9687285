import { shown } from '../core/registers'
import type { Json } from '../core/types/json'
import type { Field, Register } from '../core/types/register'
import { choicesAt, levelAndKind } from '../records/catalog'
import { colleagues } from './colleagues'
import { isEmpty } from './edit'

/** What the form offers for a field now; undefined where anything may be written. */
function offers(field: Field, unit: string): string[] | undefined {
  if (field.type.startsWith('person')) return colleagues(field, unit).map(({ value }) => value)
  if (field.type.startsWith('choice'))
    return choicesAt(field, unit)
      .filter(({ retired }) => !retired)
      .map(({ value }) => value)
  return undefined
}

/** Types of fields whose answers belong to one record alone. */
const UNLIKE = ['longtext', 'photos', 'datetime', 'barcode']

/**
 * The answers of an earlier record with which a new one of `unit` may start: all but its day, what is of one record
 * alone, and nothing that the form would not show.
 */
export function copied(register: Register, data: Json, unit: string): Json {
  const kept: Json = {}
  for (const field of register.fields) {
    if (field.retired || field.name === register.period_from || UNLIKE.includes(field.type)) continue
    const [value, some] = [data[field.name], offers(field, unit)]
    const left = !some ? value : Array.isArray(value) ? value.filter((one) => some.includes(one)) : value
    if (!isEmpty(left) && (!some || [left].flat().every((one) => some.includes(one)))) kept[field.name] = left
  }
  const visible = shown(register, kept, levelAndKind(unit))
  return Object.fromEntries(Object.entries(kept).filter(([name]) => visible.has(name)))
}
