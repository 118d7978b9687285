import { inOrder } from '../../core/vietnamese'
import './Bars.css'
import { useState } from 'preact/hooks'
import { d } from '../../text/desk'
import { number } from '../../text/format'
import { FigureLink } from './FigureLink'
import { kindWords } from './kinds'
import { overviewLink, recordsLink, schoolLink } from './links'
import { changeText, figureText, mean, ratioText } from './numbers'
import type { Measure, Overview, Row, Section } from './types'

interface Column {
  measure: Measure
  rows: Map<string, Row>
  /** The value at which a bar is full; `line` is the value at which a line is drawn across the bars, if any. */
  scale: number
  line?: number
}

/**
 * A section of the overview as a table of bars: a row for each unit, or each value of an answer, and a column for each
 * measure, by which it can be sorted. Every number is a link to the records behind it.
 */
export function Bars({ section, data }: { section: Section; data: Overview }) {
  const columns = columnsOf(section, data)
  const [sorted, sort] = useState(0)
  const first = columns[Math.min(sorted, columns.length - 1)]
  if (!first) return null
  const rows = rowsOf(columns, first)
  const places = section.by === 'unit'
  return (
    <table class={`bars of-${columns.length}`}>
      <thead>
        <tr>
          <th scope="col">{section.label ?? d(places ? below(data) : 'overview.by_level')}</th>
          {columns.map(({ measure, line, rows }, at) => (
            <th
              key={measure.key}
              scope="col"
              aria-sort={columns.length > 1 && at === sorted ? 'descending' : undefined}
            >
              {columns.length > 1 ? (
                <button type="button" class="sort" aria-pressed={at === sorted} onClick={() => sort(at)}>
                  {measure.label}
                </button>
              ) : (
                measure.label
              )}
              {[...rows.values()].some(({ before }) => before) && (
                <small class="legend">
                  <i class="key then" aria-hidden="true" /> {d('overview.year_before')}
                </small>
              )}
              {line !== undefined && <Line measure={measure} value={line} data={data} />}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, label }) => (
          <tr key={key}>
            <th scope="row">{places && key !== data.unit.id ? <a href={into(key, data)}>{label}</a> : label}</th>
            {columns.map((column) => (
              <Cell key={column.measure.key} column={column} by={section.by} at={key} label={label} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Line({ measure, value, data }: { measure: Measure; value: number; data: Overview }) {
  const text =
    measure.kind === 'ratio'
      ? d('overview.line_rate', { value: figureText(measure, value) })
      : d('overview.line_mean', { value: mean(value), n: number(data.below.length), kind: kindBelow(data) })
  return (
    <small class="line-text">
      {text}
      {measure.target && `; ${d('overview.target', { value: figureText(measure, measure.target.value) })}`}
      <span class="hidden"> ({data.unit.name})</span>
    </small>
  )
}

function Cell({ column, by, at, label }: { column: Column; by: string; at: string; label: string }) {
  const { measure, rows, scale, line } = column
  const row = rows.get(at)
  const share = (value: number) => `${Math.min(100, Math.max(0, (100 * value) / scale)).toFixed(2)}%`
  const there = row && (row.value || row.d)
  const moved = row && changeText(measure.kind, row.value, row.before)
  return (
    <td>
      <span class="bar" aria-hidden="true">
        {!!row?.value && <i style={{ width: share(row.value) }} />}
        {row?.before !== undefined && row.before !== null && <u style={{ left: share(row.before) }} />}
        {line !== undefined && <s style={{ left: share(line) }} />}
        {measure.target && <em style={{ left: share(measure.target.value) }} />}
      </span>
      <span class="value">
        <FigureLink href={there ? recordsLink(measure.behind, by, at) : null} label={`${label}, ${measure.label}`}>
          {figureText(measure, row?.value ?? (measure.kind === 'ratio' ? null : 0))}
        </FigureLink>
        {row && ratioText(row) && <small>{ratioText(row)}</small>}
        {row?.before !== undefined && row.before !== null && (
          <small class="then">
            <FigureLink
              href={row.before && measure.behind_before ? recordsLink(measure.behind_before, by, at) : null}
              label={`${label}, ${measure.label}, ${d('overview.year_before')}`}
            >
              {figureText(measure, row.before)}
            </FigureLink>
            {moved && ` (${measure.kind === 'ratio' ? d('overview.points', { n: moved }) : moved})`}
          </small>
        )}
      </span>
    </td>
  )
}

/** The charts of a section as columns, one for each measure, with their rows by key and the scale of the bars. */
export function columnsOf(section: Section, data: Overview): Column[] {
  return section.charts.flatMap(({ measure: key, rows }) => {
    const measure = data.measures.find((one) => one.key === key)
    if (!measure) return []
    const line = section.by === 'unit' && rows.length > 1 ? lineOf(measure, data) : undefined
    const values = rows.flatMap(({ value, before }) => [value ?? 0, before ?? 0])
    const scale = Math.max(...values, line ?? 0, measure.target?.value ?? 0) || 1
    return [{ measure, rows: new Map(rows.map((row) => [row.key, row])), scale, ...(line !== undefined && { line }) }]
  })
}

/**
 * The value at which the line across the bars is drawn: of a ratio that of all units together, of other measures the
 * average of the units. Undefined where there is none to draw.
 */
function lineOf({ kind, total }: Measure, { below: units }: Overview): number | undefined {
  if (kind === 'ratio') return total.value ?? undefined
  return total.value !== null && units.length > 1 ? total.value / units.length : undefined
}

/** The rows of all columns, each once, sorted by their value in the column `first`, the greatest at the head. */
export function rowsOf(columns: Column[], first: Column): { key: string; label: string }[] {
  const labels = new Map(columns.flatMap(({ rows }) => [...rows.values()].map(({ key, label }) => [key, label])))
  const value = (key: string) => first.rows.get(key)?.value ?? Number.NEGATIVE_INFINITY
  const others = [...labels].map(([key, label]) => ({ key, label }))
  return inOrder(others, ({ label }) => label).sort((one, other) => value(other.key) - value(one.key) || 0)
}

/** The key of the text that names the units below the unit of the overview: by commune, by school or by unit. */
export const below = ({ unit }: Overview) =>
  unit.kind === 'province' ? 'overview.by_commune' : unit.kind === 'commune' ? 'overview.by_school' : 'overview.by_unit'

/** The word for the units below that of the overview, over which an average is taken. */
function kindBelow({ below: units }: Overview): string {
  const [kind, ...others] = new Set(units.map((one) => one.kind))
  return kindWords(others.length ? null : (kind ?? null))
}

/** The link of the row of a unit (`key` is its id): to a school's page, or to the overview of any other unit. */
const into = (key: string, data: Overview) =>
  data.below.find(({ id }) => id === key)?.kind === 'school' ? schoolLink(key) : overviewLink({ unit: key })
