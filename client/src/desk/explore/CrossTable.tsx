import '../overview/Months.css'
import './CrossTable.css'
import type { ComponentChildren } from 'preact'
import { d } from '../../text/desk'
import { lower } from '../../text/periods'
import { FigureLink } from '../overview/FigureLink'
import { changeText, figureText, ratioText } from '../overview/numbers'
import type { Behind, Figure } from '../overview/types'
import { setFilters } from '../shared/Filters'
import { beforeText, cellLink, dimensionText, scaleOf } from './cells'
import type { Explored, Line, TableRow } from './types'

interface Props {
  data: Explored
  rows: TableRow[]
  /** Key of the column by which the rows are sorted; null for their figure over all columns. */
  sorted: string | null
}

/**
 * A table of figures: a row's figure over all columns stands first, as a bar, and after it each column's. Every figure
 * is a link to the records behind it; a column's head sorts by it. A wide one moves under its rows' names.
 */
export function CrossTable({ data, rows, sorted }: Props) {
  const { columns, measure } = data
  const scale = scaleOf(data)
  const name = dimensionText(data.rows_by)
  return (
    <section class="crossed-frame" aria-label={measure.label} tabIndex={columns.length ? 0 : undefined}>
      <table class={columns.length ? 'crossed' : 'crossed alone'}>
        <thead>
          <tr>
            <th scope="col">{name}</th>
            <Head at={null} sorted={sorted} label={columns.length ? d('overview.all') : measure.label} data={data} />
            {columns.map((column) => (
              <Head key={column.key} at={column.key} sorted={sorted} label={column.label} data={data} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <th scope="row">{row.label}</th>
              <td class="first">
                <span class="bar" aria-hidden="true">
                  {!!row.value && <i style={{ width: share(row.value, scale) }} />}
                  {typeof row.before === 'number' && <u style={{ left: share(row.before, scale) }} />}
                </span>
                <Value data={data} figure={row} parts={[row]} label={row.label}>
                  <Before data={data} now={row.value} then={row.before} part={row.behind_before} label={row.label} />
                </Value>
              </td>
              {columns.map((column, at) => (
                <td key={column.key} class="right">
                  <Value
                    data={data}
                    figure={row.cells?.[at] ?? null}
                    parts={[row, column]}
                    label={`${row.label}, ${column.label}`}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{d('overview.all')}</th>
            <td class="first">
              <Value data={data} figure={data.total} parts={[]} label={d('overview.all')}>
                <Before
                  data={data}
                  now={data.total.value}
                  then={data.before?.value}
                  part={{}}
                  label={d('overview.all')}
                />
              </Value>
            </td>
            {columns.map((column) => (
              <td key={column.key} class="right">
                <Value data={data} figure={column} parts={[column]} label={column.label} />
              </td>
            ))}
          </tr>
        </tfoot>
      </table>
    </section>
  )
}

function Head({
  at,
  sorted,
  label,
  data,
}: {
  at: string | null
  sorted: string | null
  label: string
  data: Explored
}) {
  const on = at === sorted
  const one = !data.columns.length
  const legend = at === null && data.before && <Legend data={data} />
  return (
    <th scope="col" class={at === null ? 'first' : 'right'} aria-sort={on && !one ? 'descending' : undefined}>
      {one ? (
        label
      ) : (
        <button type="button" class="sort" aria-pressed={on} onClick={() => setFilters({ xep: at })}>
          {label}
          <span aria-hidden="true">{on ? ' ↓' : ''}</span>
        </button>
      )}
      {legend}
    </th>
  )
}

const Legend = ({ data }: { data: Explored }) => (
  <small class="legend">
    <i class="key then" aria-hidden="true" /> {lower(beforeText(data))}
  </small>
)

interface ValueProps {
  data: Explored
  figure: Figure | null
  /** The row and the column that the figure is of, as far as it is of one. */
  parts: Line[]
  label: string
  children?: ComponentChildren
}

function Value({ data, figure, parts, label, children }: ValueProps) {
  if (!figure) return null
  const href = cellLink(figure, data.behind, ...parts.map(({ behind }) => behind))
  return (
    <span class="value">
      <FigureLink href={href} label={label}>
        {figureText(data.measure, figure.value)}
      </FigureLink>
      {ratioText(figure) && <small>{ratioText(figure)}</small>}
      {children}
    </span>
  )
}

interface BeforeProps {
  data: Explored
  now: number | null
  then: number | null | undefined
  /** What the row adds to the query of the records of the year before. */
  part: Behind | undefined
  label: string
}

/** The value of a year before under that of now, with how it changed. */
function Before({ data, now, then, part, label }: BeforeProps) {
  if (then === undefined || then === null || !data.behind_before) return null
  const moved = changeText(data.measure.kind, now, then)
  const href = part ? cellLink({ value: then }, data.behind_before, part) : null
  return (
    <small class="then">
      <FigureLink href={href} label={`${label}, ${d('overview.year_before')}`}>
        {figureText(data.measure, then)}
      </FigureLink>
      {moved && ` (${data.measure.kind === 'ratio' ? d('overview.points', { n: moved }) : moved})`}
    </small>
  )
}

const share = (value: number, scale: number) => `${Math.min(100, Math.max(0, (100 * value) / scale)).toFixed(2)}%`
