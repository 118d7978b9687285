import './CrossTable.css'
import { d } from '../../text/desk'
import { FigureLink } from '../overview/FigureLink'
import { figureText, ratioText } from '../overview/numbers'
import type { Figure } from '../overview/types'
import { setFilters } from '../shared/Filters'
import { cellLink, dimensionText, scaleOf } from './cells'
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
                  {!!row.value && <i style={{ width: `${Math.min(100, (100 * row.value) / scale).toFixed(2)}%` }} />}
                </span>
                <Value data={data} figure={row} parts={[row]} label={row.label} />
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
              <Value data={data} figure={data.total} parts={[]} label={d('overview.all')} />
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
    </th>
  )
}

interface ValueProps {
  data: Explored
  figure: Figure | null
  /** The row and the column that the figure is of, as far as it is of one. */
  parts: Line[]
  label: string
}

function Value({ data, figure, parts, label }: ValueProps) {
  if (!figure) return null
  const href = cellLink(figure, data.behind, ...parts.map(({ behind }) => behind))
  return (
    <span class="value">
      <FigureLink href={href} label={label}>
        {figureText(data.measure, figure.value)}
      </FigureLink>
      {ratioText(figure) && <small>{ratioText(figure)}</small>}
    </span>
  )
}
