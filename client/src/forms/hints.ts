import type { Json } from '../core/types/json'
import type { Shown } from '../core/types/record'
import type { Field, Register } from '../core/types/register'
import { clean, Wrong } from '../core/values'
import { periodIsClosed } from '../records/closed'
import { periodOn } from '../records/periods'
import { list } from '../records/records'
import { today } from '../text/format'
import { periodNamed } from '../text/periods'
import { inLanguage, t } from '../text/text'
import { faultText } from './faultText'
import { figure } from './reading'

const SCHOOL_BEGINS = '09-01' // month and day

/**
 * A sentence about an answer that is unusual for its field: such a number may be submitted. About one beyond a limit it
 * says the limit. Null if there is nothing to say.
 */
export function hintOf(field: Field, value: unknown): string | null {
  if (typeof value !== 'number' && typeof value !== 'string') return null
  try {
    clean(field, value)
  } catch (error) {
    // Of a number that is still being typed, the first digits are too small, too.
    if (!(error instanceof Wrong)) return null
    const above = typeof value === 'string' ? error.fault.rule === 'length' : value > (field.range?.[1] ?? value)
    return above ? faultText(error.fault, field, value) : null
  }
  if (!field.plausible || typeof value !== 'number' || (value >= field.plausible[0] && value <= field.plausible[1])) {
    return null
  }
  const [low, high] = field.plausible.map((one) => figure(field, one))
  const args = { value: `${figure(field, value)} ${inLanguage(field.unit)}`.trim(), usual: `${low}–${high}` }
  return t(value > field.plausible[1] ? 'hint.much' : 'hint.little', args)
}

/**
 * A sentence about a record's day (YYYY-MM-DD) that is still ahead, or before the school year that was last year; null
 * about any other. It is only a hint.
 */
export function oddDay(value: string | null | undefined): string | null {
  if (!value) return null
  const day = today()
  if (value > day) return t('hint.ahead')
  const year = Number(day.slice(0, 4)) - (day.slice(5) < SCHOOL_BEGINS ? 2 : 1)
  return value < `${year}-${SCHOOL_BEGINS}` ? t('hint.long_ago') : null
}

/**
 * A sentence about a record's day (YYYY-MM-DD) that is of a period which is closed for its unit; null about any other.
 */
export function closedDay(register: Register, unit: string, value: string | null | undefined): string | null {
  const period = value ? periodOn(register, value)?.key : undefined
  if (!period || !periodIsClosed(unit, register.key, period)) return null
  return t('hint.closed', { period: periodNamed(period) })
}

/**
 * Another record of the unit with the same day and the same required references as the answers `data`: most likely the
 * same event. Null if there is none, or if these are not all answered. `but`: id of the record being edited.
 */
export async function duplicate(register: Register, unit: string, data: Json, but?: string): Promise<Shown | null> {
  const day = register.period_from
  const refs = register.fields.filter(({ type, required }) => type === 'ref' && required).map(({ name }) => name)
  if (!day || !data[day] || !refs.length || refs.some((name) => !data[name])) return null
  // Days and references are among the words by which a record is found: few of all have these.
  const q = [day, ...refs].map((name) => data[name]).join(' ')
  const found = await list({ registers: [register.key], unit, q })
  const same = (record: Shown) => [day, ...refs].every((name) => record.data[name] === data[name])
  return found.find((record) => record.id !== but && record.status !== 'deleted' && same(record)) ?? null
}
