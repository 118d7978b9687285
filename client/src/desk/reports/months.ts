import { d } from '../../text/desk'
import { today } from '../../text/format'
import { periodChoices } from '../shared/Filters'
import { periodNamed } from '../shared/names'

const MOST = 12 // months back that a report can be of
const OF_FIGURES = ['figures', 'report'] // kinds of files that can be of one month
const MONTH = /^(\d{4})-(0[1-9]|1[0-2])$/

/** The name of a report's period by its key, which may be a month's: Tháng 10 năm 2026. */
export function reportPeriod(key: string): string {
  const [, year = '', month] = MONTH.exec(key) ?? []
  return month ? d('monthly.month', { m: Number(month), y: year }) : periodNamed(key)
}

/** The periods that a file of this kind can be of, as choices: those that have begun and, for figures, months. */
export function reportPeriodChoices(kind: string): [string, string][] {
  if (!OF_FIGURES.includes(kind)) return periodChoices()
  const [year = 0, month = 1] = today().split('-').map(Number)
  const months = Array.from({ length: MOST }, (_, back) => {
    const at = year * 12 + month - 1 - back
    return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`
  })
  return [...months.map((key): [string, string] => [key, reportPeriod(key)]), ...periodChoices()]
}
