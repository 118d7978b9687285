/** Writes figures as people do, in the language in use: 104.147 and 71,09 % in Vietnamese. */

import { number } from '../../text/format'
import { language } from '../../text/text'
import type { Figure, Measure } from './types'

const round = (value: number, places: number) => Math.round(value * 10 ** places) / 10 ** places

export function percent(value: number, places = 2): string {
  return `${number(round(100 * value, places))}${language() === 'vi' ? ' %' : '%'}`
}

/** The value of a measure as text: of a ratio (a share of 1) as a percentage; – where there is no value. */
export function figureText({ kind }: Pick<Measure, 'kind'>, value: number | null | undefined): string {
  if (value === null || value === undefined) return '–'
  return kind === 'ratio' ? percent(value) : number(round(value, 3))
}

/** An average as text, always with two decimals: 12,30 in Vietnamese. */
export function mean(value: number): string {
  const [whole = '', rest = ''] = value.toFixed(2).split('.')
  return `${number(Number(whole))}${language() === 'vi' ? ',' : '.'}${rest}`
}

/** The numerator and denominator of a ratio as text, such as 104.147/146.500; '' for other figures. */
export const ratioText = ({ n, d }: Figure): string =>
  n === undefined || d === undefined ? '' : `${number(round(n, 3))}/${number(round(d, 3))}`

/**
 * How a figure changed from `then`, a year before, to `now`, as text: +12 %, or for ratios percentage points without a
 * unit. Undefined where either has no value, or where a percentage of 0 would be needed.
 */
export function changeText(kind: string, now: number | null, then: number | null | undefined): string | undefined {
  if (now === null || then === null || then === undefined) return undefined
  const sign = now >= then ? '+' : '−'
  if (kind === 'ratio') return `${sign}${number(round(100 * Math.abs(now - then), 2))}`
  return then > 0 ? `${sign}${percent(Math.abs(now - then) / then, 0)}` : undefined
}

/** A month such as "2025-11" as text: 11/2025; with `short`, T11 in Vietnamese and 11 in English. */
export const month = (key: string, short = false): string =>
  short ? (language() === 'vi' ? `T${Number(key.slice(5))}` : key.slice(5)) : `${key.slice(5)}/${key.slice(0, 4)}`
