/** What is made of an explored table: the links of its cells, its rows in order, and the table to be copied. */

import { d } from '../../text/desk'
import { recordsLink } from '../overview/links'
import { figureText, month } from '../overview/numbers'
import type { Table } from '../overview/tables'
import type { Behind, Figure } from '../overview/types'
import type { Dimension, Explored, TableRow } from './types'

/** The name of a dimension: that of a field, or of what every measure can be divided by. */
export function dimensionText({ key, label }: Dimension): string {
  if (label) return label
  if (key === 'month') return d('overview.month')
  if (key === 'unit_level') return d('overview.by_level')
  return d(key === 'unit' ? 'explore.unit' : 'explore.reporting_unit')
}

/** The query of the very table that is shown, whatever its address leaves open. */
export const namedQuery = ({ register, measure, rows_by, columns_by, unit, period, status }: Explored) =>
  new URLSearchParams({
    register,
    measure: measure.key,
    rows: rows_by.key,
    columns: columns_by?.key ?? '',
    unit: unit.id,
    period: period.key,
    status: status.join(),
  })

/** The rows that may be looked at alone, each by the parameters that a request for it has beside those of the table. */
export const rowsAlone = ({ rows, rows_by: { key: by } }: Explored): [string, string][] =>
  by === 'month'
    ? []
    : rows
        .filter(({ key }) => key)
        .map(({ key, label }) => [
          String(
            new URLSearchParams(by === 'unit' || by === 'reporting_unit' ? { unit: key } : { where: `${by}:${key}` }),
          ),
          label,
        ])

/** The link to the records behind a figure; `parts`: what its row and its column add to the query. Null for nothing. */
export function cellLink(figure: Figure | null, common: Behind, ...parts: Behind[]): string | null {
  if (!figure || !(figure.value || figure.d)) return null
  const where = parts.flatMap((part) => (part.where ? [part.where] : [])).join(',')
  return recordsLink({ ...common, ...Object.assign({}, ...parts), ...(where && { where }) })
}

/** The rows, the greatest in the column `sorted` (its key) first; in the server's order without one that is shown. */
export function sortedRows({ rows, columns }: Explored, sorted: string | null): TableRow[] {
  const at = columns.findIndex(({ key }) => key === sorted)
  if (at < 0) return rows
  const value = ({ cells }: TableRow) => cells?.[at]?.value ?? Number.NEGATIVE_INFINITY
  return [...rows].sort((one, other) => value(other) - value(one) || 0)
}

/** The value at which a row's bar is full. */
export const scaleOf = ({ rows, measure }: Explored) =>
  Math.max(...rows.flatMap(({ value, before }) => [value ?? 0, before ?? 0]), measure.target?.value ?? 0) || 1

/** Whether rows were added up though their sum is no figure: of numbers that belong to several rows, or to none. */
export function unlikeTotal({ rows, measure, total, more_rows }: Explored): 'several' | 'none' | undefined {
  if (measure.kind === 'ratio' || measure.kind === 'units' || more_rows || total.value === null) return undefined
  const sum = rows.reduce((all, { value }) => all + (value ?? 0), 0)
  if (Math.abs(sum - total.value) < 0.001) return undefined
  return sum > total.value ? 'several' : 'none'
}

/** What the figures of the year before are called: of the same period, or of it up to a month. */
export const beforeText = ({ through }: Explored) =>
  through ? d('overview.before_through', { month: month(through) }) : d('overview.before')

/** The table as plain text, to be copied or drawn: a row for each row, and the totals last. */
export function plainTable(data: Explored, rows: TableRow[], title: string): Table {
  const { measure, columns, total } = data
  const text = (figure: Figure | null | undefined) => (figure ? figureText(measure, figure.value) : '')
  const scale = scaleOf(data)
  const all = columns.length ? d('overview.all') : measure.label
  const then = (value: number | null | undefined) => (data.before ? [figureText(measure, value)] : [])
  return {
    title,
    heads: [
      dimensionText(data.rows_by),
      all,
      ...(data.before ? [beforeText(data)] : []),
      ...columns.map(({ label }) => label),
    ],
    rows: [
      ...rows.map((row) => ({
        cells: [row.label, text(row), ...then(row.before), ...columns.map((_, at) => text(row.cells?.[at]))],
        bars: columns.length ? [] : [(row.value ?? 0) / scale],
      })),
      {
        cells: [d('overview.all'), text(total), ...then(data.before?.value), ...columns.map(text)],
        bars: columns.length ? [] : [0],
      },
    ],
  }
}
