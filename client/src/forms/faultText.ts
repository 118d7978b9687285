import type { Fault } from '../core/types/mutation'
import type { Field } from '../core/types/register'
import { number } from '../text/format'
import { type Key, t } from '../text/text'

const WORDS: Record<string, Key> = {
  required: 'fault.required',
  choices: 'fault.choices',
  period: 'fault.period',
  copy: 'fault.copy',
  ref: 'fault.ref',
  unknown: 'fault.unknown',
  typed: 'fault.number',
}

/** What is wrong with the answer to `field`, as a sentence that says what to do, in the language in use. */
export function faultText(fault: Fault, field?: Field): string {
  if (fault.rule === 'length') {
    const [low, high] = fault.length ?? [0, 0]
    return t('fault.length', { low: number(low), high: number(high) })
  }
  if (fault.rule === 'range' && typeof fault.range?.[0] === 'number') {
    return t('fault.range', { low: number(fault.range[0]), high: number(fault.range[1]) })
  }
  if (fault.rule === 'places') return t(fault.places ? 'fault.places' : 'fault.whole', { n: fault.places })
  if (fault.rule === 'count') return t('fault.count', { n: fault.most })
  if (fault.rule === 'type' && field?.type === 'integer') return t('fault.whole')
  return t(WORDS[fault.rule] ?? 'fault.other')
}
