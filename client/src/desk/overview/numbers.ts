/** Numbers as people write them: 104.147 and 71,09 %. */

import { number } from '../../text/format'
import { language } from '../../text/text'
import type { Figure, Measure } from './types'

const round = (value: number, places: number) => Math.round(value * 10 ** places) / 10 ** places

export function percent(value: number, places = 2): string {
  return `${number(round(100 * value, places))}${language() === 'vi' ? ' %' : '%'}`
}

/** A figure as text: a rate as a percentage, – where there is no value. */
export function figureText({ kind }: Pick<Measure, 'kind'>, value: number | null | undefined): string {
  if (value === null || value === undefined) return '–'
  return kind === 'ratio' ? percent(value) : number(round(value, 3))
}

/** The two numbers that a rate is made of: 104.147/146.500; '' for other figures. */
export const ratioText = ({ n, d }: Figure): string =>
  n === undefined || d === undefined ? '' : `${number(round(n, 3))}/${number(round(d, 3))}`

/**
 * How a figure changed in a year: +12 %, for rates in percentage points; undefined where there is nothing to compare.
 */
export function changeText(kind: string, now: number | null, then: number | null | undefined): string | undefined {
  if (now === null || then === null || then === undefined) return undefined
  const sign = now >= then ? '+' : '−'
  if (kind === 'ratio') return `${sign}${number(round(100 * Math.abs(now - then), 2))}`
  return then > 0 ? `${sign}${percent(Math.abs(now - then) / then, 0)}` : undefined
}

/** "2025-11" as 11/2025, short as T11. */
export const month = (key: string, short = false): string =>
  short ? (language() === 'vi' ? `T${Number(key.slice(5))}` : key.slice(5)) : `${key.slice(5)}/${key.slice(0, 4)}`
