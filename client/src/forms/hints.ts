import type { Json } from '../core/types/json'
import type { Shown } from '../core/types/record'
import type { Field, Register } from '../core/types/register'
import { list } from '../records/records'
import { number } from '../text/format'
import { inLanguage, t } from '../text/text'

/**
 * A sentence that the number `value` is unusually large or small for its field; null if it is not, or is no number. It
 * is only a hint: such a number may be submitted.
 */
export function implausible(field: Field, value: unknown): string | null {
  if (!field.plausible || typeof value !== 'number' || (value >= field.plausible[0] && value <= field.plausible[1])) {
    return null
  }
  const [low, high] = field.plausible
  const args = { value: `${number(value)} ${inLanguage(field.unit)}`.trim(), usual: `${number(low)}–${number(high)}` }
  return t(value > high ? 'hint.much' : 'hint.little', args)
}

/**
 * Another record of the unit with the same day and the same required references as the answers `data`: most likely the
 * same event. Null if there is none, or if these are not all answered. `but`: id of the record being edited.
 */
export async function duplicate(register: Register, unit: string, data: Json, but?: string): Promise<Shown | null> {
  const day = register.period_from
  const refs = register.fields.filter(({ type, required }) => type === 'ref' && required).map(({ name }) => name)
  if (!day || !data[day] || !refs.length || refs.some((name) => !data[name])) return null
  const found = await list({ register: register.key, unit })
  const same = (record: Shown) => [day, ...refs].every((name) => record.data[name] === data[name])
  return found.find((record) => record.id !== but && record.status !== 'deleted' && same(record)) ?? null
}
