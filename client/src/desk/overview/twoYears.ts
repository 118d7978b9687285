/** A measure of a year beside the year before: the types of the server's answer, and the table made of it. */

import type { Period } from '../../core/types/catalog'
import { d } from '../../text/desk'
import { day } from '../../text/format'
import { periodWords } from '../shared/Filters'
import { figureText } from './numbers'
import type { Table } from './tables'
import type { Behind, Figure, Measure, Place, Row } from './types'

/**
 * One of the two years. `sum`: added up to the day `until`; both are absent of a stock, and where records have no day.
 * `behind` leads to the records of `total`, its whole period.
 */
export interface Side {
  period: Period
  total: Figure
  behind: Behind
  sum?: Figure
  until?: string
}
/** A month of both years, and what the months up to it add up to, of the last one up to the day alone. */
export interface MonthOfTwo {
  key: string
  label: string
  now?: Figure
  before?: Figure
  sum?: Figure
  sum_before?: Figure
}
/** The answer to /api/figures/years. `running`: the period is not over yet. */
export interface TwoYears {
  unit: Place
  register: string
  title: string
  status: string[]
  measure: Omit<Measure, 'charted' | 'total' | 'behind'>
  running: boolean
  this: Side
  before?: Side
  months: MonthOfTwo[]
}

/** What a year is called beside another: 2025–2026; another period has its name. */
export const yearName = ({ key, kind }: Period) =>
  kind === 'school_year' ? key.replace('-', '–') : periodWords({ key })

/** What a year's sum is called: its period, and the day up to which it is added up while that is not its last. */
export const sideText = ({ period, until }: Side) =>
  until && until < period.ends
    ? d('years.until', { period: periodWords(period), day: day(until) })
    : periodWords(period)

/** Whether a day is the last of its month. */
export const endsMonth = (day: string) => new Date(Date.parse(day) + 86_400_000).toISOString().slice(8, 10) === '01'

/** The query of the records behind a sum; null where it ends within a month: a list knows months, not days. */
export function behindSum({ behind, period, until }: Side): Behind | null {
  if (!until || until >= period.ends) return behind
  return endsMonth(until) ? { ...behind, month: `${period.starts.slice(0, 7)}..${until.slice(0, 7)}` } : null
}

/** The measure with its total, as the chart of months has it. */
export const charted = ({ measure, this: now, before }: TwoYears): Measure => ({
  ...measure,
  charted: true,
  total: now.total,
  behind: now.behind,
  ...(before && { behind_before: before.behind }),
})

/** The months as rows of a chart: of this year and, as `before`, of the year before. */
export const monthRows = ({ months }: TwoYears): Row[] =>
  months.map(({ key, label, now, before }) => ({
    key,
    label,
    value: now?.value ?? null,
    ...(before && { before: before.value }),
  }))

/** The sums up to each month as points, as far as there are any. */
export const sumRows = ({ months }: TwoYears): Row[] =>
  months.map(({ key, label, sum, sum_before }) => ({
    key,
    label,
    value: sum?.value ?? null,
    ...(sum_before && { before: sum_before.value }),
  }))

/** The heads of the table's columns, which name the year of each. */
export function headsOf({ this: now, before, months }: TwoYears): string[] {
  const sums = months.some(({ sum }) => sum)
  const years = [now, ...(before ? [before] : [])].map(({ period }) => yearName(period))
  return [...years, ...(sums ? years.map((period) => d('years.sum_of', { period })) : [])]
}

/** The figures of a month in the order of `headsOf`. */
export function cellsOf(data: TwoYears, { now, before, sum, sum_before }: MonthOfTwo): string[] {
  const text = (figure: Figure | undefined) => (figure ? figureText(data.measure, figure.value) : '')
  const sums = data.months.some((one) => one.sum)
  const months = [text(now), ...(data.before ? [text(before)] : [])]
  return [...months, ...(sums ? [text(sum), ...(data.before ? [text(sum_before)] : [])] : [])]
}

/** All numbers as plain text, to be copied: a row for each month, and last both years up to the same day. */
export function plainYears(data: TwoYears, title: string): Table {
  const rows = data.months.map((month) => ({ cells: [month.label, ...cellsOf(data, month)], bars: [] }))
  const sides = [data.this, ...(data.before ? [data.before] : [])].map((side) => ({
    cells: [sideText(side), figureText(data.measure, (side.sum ?? side.total).value)],
    bars: [],
  }))
  const heads = data.months.length ? headsOf(data) : [data.measure.label]
  const blank = (cells: string[]) => [...cells, ...Array(Math.max(0, heads.length + 1 - cells.length)).fill('')]
  return {
    title,
    heads: [data.months.length ? d('overview.month') : d('desk.period'), ...heads],
    rows: [...rows, ...sides.map(({ cells, bars }) => ({ cells: blank(cells), bars }))],
  }
}
