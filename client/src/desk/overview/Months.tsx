import './Months.css'
import { Fragment } from 'preact'
import { d } from '../../text/desk'
import { number } from '../../text/format'
import { columnsOf } from './Bars'
import { FigureLink } from './FigureLink'
import { recordsLink } from './links'
import { figureText, month } from './numbers'
import type { Measure, Overview, Row, Section } from './types'

/**
 * The months of a section of the overview: for each measure a chart with a column for each month and the year before as
 * a line. Each column is a link to the records behind it.
 */
export function Months({ section, data }: { section: Section; data: Overview }) {
  return (
    <>
      <div class="months">
        {section.charts.map(({ measure: key, rows }) => {
          const measure = data.measures.find((one) => one.key === key)
          return measure && <Columns key={key} measure={measure} rows={rows} />
        })}
      </div>
      <details class="as-table">
        <summary>{d('overview.as_table')}</summary>
        <ByMonth section={section} data={data} />
      </details>
    </>
  )
}

/** The charts of months as a table, with the year before beside each, for people who cannot read a drawing. */
function ByMonth({ section, data }: { section: Section; data: Overview }) {
  const columns = columnsOf(section, data)
  const then = columns.map(({ rows }) => [...rows.values()].some(({ before }) => before))
  return (
    <div class="scrolls">
      <table class="measures">
        <thead>
          <tr>
            <th scope="col">{d('overview.month')}</th>
            {columns.map(({ measure }, at) => (
              <Fragment key={measure.key}>
                <th scope="col" class="right">
                  {measure.label}
                </th>
                {then[at] && (
                  <th scope="col" class="right">
                    {d('overview.year_before')}
                    <span class="hidden">, {measure.label}</span>
                  </th>
                )}
              </Fragment>
            ))}
          </tr>
        </thead>
        <tbody>
          {[...(columns[0]?.rows.values() ?? [])].map(({ key, label }) => (
            <tr key={key}>
              <th scope="row">{label}</th>
              {columns.map(({ measure, rows }, at) => (
                <Numbers key={measure.key} measure={measure} row={rows.get(key)} then={!!then[at]} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Numbers({ measure, row, then }: { measure: Measure; row: Row | undefined; then: boolean }) {
  if (!row) return <td colSpan={then ? 2 : 1} />
  const named = `${row.label}, ${measure.label}`
  const { behind_before: common } = measure
  return (
    <>
      <td class="right">
        <FigureLink href={row.value || row.d ? recordsLink(measure.behind, 'month', row.key) : null} label={named}>
          {figureText(measure, row.value)}
        </FigureLink>
      </td>
      {then && (
        <td class="right">
          <FigureLink
            href={row.before && common ? recordsLink(common, 'month', yearBefore(row.key)) : null}
            label={`${named}, ${d('overview.year_before')}`}
          >
            {figureText(measure, row.before)}
          </FigureLink>
        </td>
      )}
    </>
  )
}

const yearBefore = (month: string) => `${Number(month.slice(0, 4)) - 1}${month.slice(4)}`

export const WIDTH = 480
export const HEIGHT = 200
export const FOOT = 24
export const HEAD = 20

interface ColumnsProps {
  measure: Measure
  rows: Row[]
  /** Its title, if it is not the measure's name. */
  title?: string
  /** What this year and the year before are called. */
  years?: [string, string]
}

/** The months of a measure as columns, and the year before as a line. */
export function Columns({ measure, rows, title = measure.label, years }: ColumnsProps) {
  const then = rows.some(({ before }) => before)
  const top = Math.max(...rows.flatMap(({ value, before }) => [value ?? 0, before ?? 0])) || 1
  const step = WIDTH / Math.max(1, rows.length)
  const y = (value: number) => HEIGHT - FOOT - (value / top) * (HEIGHT - FOOT - HEAD)
  const at = (place: number) => (place + 0.5) * step
  const line = rows.flatMap(({ before }, place) =>
    before === undefined || before === null ? [] : [[at(place), y(before)]],
  )
  return (
    <figure tabIndex={rows.some(({ value }) => value) ? undefined : 0}>
      <figcaption>
        {title}
        {(then || years) && <Legend years={years} then={then} />}
      </figcaption>
      {/* biome-ignore lint/a11y/useSemanticElements: a drawing whose columns are links */}
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="group" aria-label={title}>
        <path class="axis" d={`M0 ${HEIGHT - FOOT + 0.5}H${WIDTH}`} />
        {rows.map((row, place) => (
          <Column key={row.key} {...{ measure, row, x: at(place), step, y }} />
        ))}
        {then && <path class="then" d={`M${line.map((point) => point.join(' ')).join('L')}`} />}
        {then && line.map(([x, level]) => <circle key={x} class="then" cx={x} cy={level} r="3" />)}
      </svg>
    </figure>
  )
}

/** Which year is drawn how. */
export const Legend = ({ years, then }: { years?: [string, string] | undefined; then: boolean }) => (
  <small class="legend">
    <i class="key now" /> {years?.[0] ?? d('overview.this_year')}{' '}
    {then && (
      <>
        <i class="key then" /> {years?.[1] ?? d('overview.year_before')}
      </>
    )}
  </small>
)

interface OneColumn {
  measure: Measure
  row: Row
  x: number
  step: number
  y: (value: number) => number
}

function Column({ measure, row, x, step, y }: OneColumn) {
  const width = Math.min(36, step * 0.62)
  const value = row.value ?? 0
  const label = `${row.label}: ${figureText(measure, row.value)}`
  const drawn = (
    <>
      <rect class="hit" x={x - step / 2} y="0" width={step} height={HEIGHT} />
      {value > 0 && (
        <path class="now" d={`M${x - width / 2} ${HEIGHT - FOOT}V${y(value)}h${width}V${HEIGHT - FOOT}z`} />
      )}
      {value > 0 && (
        <text class="number" x={x} y={y(value) - 5}>
          {measure.kind === 'ratio' ? Math.round(100 * value) : short(value)}
        </text>
      )}
      <text class="month" x={x} y={HEIGHT - 6}>
        {month(row.key, true)}
      </text>
    </>
  )
  if (!value) return <g>{drawn}</g>
  return (
    <a href={recordsLink(measure.behind, 'month', row.key)} aria-label={label}>
      <title>{label}</title>
      {drawn}
    </a>
  )
}

export const short = (value: number) =>
  value >= 10_000 ? `${number(Math.round(value / 100) / 10)}k` : number(Math.round(value))
