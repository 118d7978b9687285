import type { Field } from '../core/types/register'
import { clean } from '../core/values'
import { number, readings } from '../text/format'

/** Whether the field may hold the number. */
function allowed(field: Field, value: number): boolean {
  try {
    clean(field, value)
    return true
  } catch {
    return false
  }
}

const usual = (
  { plausible: [low, high] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] }: Field,
  value: number,
) => low <= value && value <= high

/**
 * How a number typed into a field is understood, and the `other` way to read its separators, if the field allows that
 * too. Of two ways the one that is usual in the field comes first, then the one that it allows: "12.500" kg is 12,5
 * where 12.500 would be absurd. `value` is undefined where the text is no number.
 */
export function understood(field: Field, text: string): { value: number | undefined; other: number | undefined } {
  const all = readings(text)
  const may = all.filter((one) => allowed(field, one))
  const value = may.find((one) => usual(field, one)) ?? may[0] ?? all[0]
  return { value, other: may.find((one) => one !== value) }
}

/** Whether the numbers of a field are years: both ends of its range have the four digits of one. */
export function holdsYears(field?: Field): boolean {
  const [low, high] = field?.range ?? [0, 0]
  return field?.type === 'integer' && low >= 1000 && high <= 2999
}

/** A number of a field as people write it; years without a separator. */
export const figure = (field: Field | undefined, value: number) => (holdsYears(field) ? String(value) : number(value))

/** A number as text that can be read in one way only: three digits after a separator could be thousands. */
export const unmistakable = (value: number): string => {
  if (Number.isInteger(value)) return String(value)
  const [whole = '', rest = ''] = String(value).split('.')
  return `${whole}${number(0.5).charAt(1)}${rest.length === 3 ? `${rest}0` : rest}`
}

/** A number as text that the field's input reads as this very number. */
export function typedAs(field: Field, value: number): string {
  const text = figure(field, value)
  return understood(field, text).value === value ? text : unmistakable(value)
}
