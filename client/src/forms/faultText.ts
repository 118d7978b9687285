import { letters } from '../core/letters'
import type { Fault } from '../core/types/mutation'
import type { Field } from '../core/types/register'
import { number } from '../text/format'
import { inLanguage, type Key, t } from '../text/text'
import { figure, holdsYears } from './reading'

/** Stands for a time that is half typed, of which the browser gives nothing: no time, so that it is not sent as none. */
export const INCOMPLETE = '--:--'

const WORDS: Record<string, Key> = {
  required: 'fault.required',
  choices: 'fault.choices',
  period: 'fault.period',
  copy: 'fault.copy',
  ref: 'fault.ref',
  unknown: 'fault.unknown',
  typed: 'fault.number',
}

/** What is wrong with the answer to `field`, as a sentence that says what to do, in the language in use. `value`: the answer, if it is at hand. */
export function faultText(fault: Fault, field?: Field, value?: unknown): string {
  if (fault.message) return inLanguage(fault.message)
  if (fault.rule === 'length') return lengthText(fault.length ?? [0, 0], value)
  if (fault.rule === 'range' && typeof fault.range?.[0] === 'number') return rangeText(fault.range, field, value)
  if (fault.rule === 'places') return t(fault.places ? 'fault.places' : 'fault.whole', { n: fault.places })
  if (fault.rule === 'count') return t('fault.count', { n: fault.most })
  if (fault.rule === 'type' && field?.type === 'integer') return t('fault.whole')
  if (fault.rule === 'type' && field?.type === 'decimal') return t('fault.number')
  if (fault.rule === 'type' && field?.type.endsWith('time')) return timeText(field.type === 'datetime', value)
  return t(WORDS[fault.rule] ?? 'fault.other')
}

/** What a picker lacks; how it is written, where there is none. */
function timeText(dated: boolean, value: unknown): string {
  if (value && value !== INCOMPLETE) return t('fault.time_typed', { like: dated ? '2026-11-30T16:30' : '07:15' })
  return t(dated ? 'fault.datetime' : 'fault.time')
}

function lengthText([low, high]: [number, number], value: unknown): string {
  const n = typeof value === 'string' ? letters(value.normalize()) : undefined
  const args = { low: number(low), high: number(high) }
  if (n === undefined) return t(low > 1 ? 'fault.length' : 'fault.length_most', args)
  const limit = t(n > high ? 'fault.length_most' : 'fault.length_least', args)
  return `${limit} ${t('fault.length_now', { n: number(n) })}`
}

/** The limit that was passed; both ends, where it is not known which. Years are no amounts, so they have both. */
function rangeText([low, high]: [number, number], field: Field | undefined, value: unknown): string {
  const args = { low: figure(field, low), high: `${figure(field, high)} ${inLanguage(field?.unit)}`.trim() }
  if (typeof value !== 'number' || holdsYears(field)) return t('fault.range', args)
  if (value > high) return t('fault.most', args)
  return low === 0 ? t('fault.negative') : t('fault.least', args)
}
