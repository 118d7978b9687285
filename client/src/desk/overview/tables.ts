/** Each part of the overview as a plain table, from which it is copied and drawn as a picture. */

import { d } from '../../text/desk'
import { number } from '../../text/format'
import { below, columnsOf, rowsOf } from './Bars'
import { kindWords, ordered, statusWords } from './kinds'
import { figureText } from './numbers'
import { sum } from './Statuses'
import type { Named, Overview, Section, Source } from './types'

export interface Table {
  title: string
  heads: string[]
  /** The first cell of each row is its label; `bars` are lengths from 0 to 1. */
  rows: { cells: string[]; bars: number[]; now?: string[]; before?: (number | null)[] }[]
  /** Set where the table is drawn as charts of columns, one for each of these measures. */
  columns?: string[]
}

export function sectionTable(section: Section, data: Overview, title: string): Table {
  const columns = columnsOf(section, data)
  const [first] = columns
  const then = columns.map(({ rows }) => [...rows.values()].some(({ before }) => before !== undefined))
  const heads = columns.flatMap(({ measure }, at) => [
    measure.label,
    ...(then[at] ? [`${measure.label} (${d('overview.year_before')})`] : []),
  ])
  const keys = !first ? [] : section.by === 'month' ? [...first.rows.values()] : rowsOf(columns, first)
  const rows = keys.map(({ key, label }) => ({
    cells: [
      label,
      ...columns.flatMap(({ measure, rows }, at) => {
        const row = rows.get(key)
        const now = figureText(measure, row?.value ?? (measure.kind === 'ratio' ? null : 0))
        return then[at] ? [now, figureText(measure, row?.before)] : [now]
      }),
    ],
    bars: columns.map(({ rows, scale }) => (rows.get(key)?.value ?? 0) / scale),
    now: columns.map(({ measure, rows }) => figureText(measure, rows.get(key)?.value)),
    before: columns.map(({ rows, scale }) => {
      const before = rows.get(key)?.before
      return before === undefined || before === null ? null : before / scale
    }),
  }))
  const table = { title, heads: [headOf(section, data), ...heads], rows }
  return section.by === 'month' ? { ...table, columns: columns.map(({ measure }) => measure.label) } : table
}

export const headOf = (section: Section, data: Overview) =>
  section.label ??
  d(section.by === 'month' ? 'overview.month' : section.by === 'unit' ? below(data) : 'overview.by_level')

export function standingTable(data: Overview, title: string): Table {
  const keys = ordered(Object.keys(data.standing.total))
  const longest = Math.max(1, ...data.standing.rows.map(({ parts }) => sum(parts)))
  return {
    title,
    heads: [d(below(data)), ...keys.map(statusWords), d('overview.all')],
    rows: data.standing.rows.map(({ label, parts }) => ({
      cells: [label, ...keys.map((key) => String(parts[key] ?? 0)), String(sum(parts))],
      bars: [...keys.map(() => 0), sum(parts) / longest],
    })),
  }
}

/** Replication as a table: a row for each school that followed another, with what and from whom. */
export function spreadTable({ sources }: NonNullable<Overview['spread']>, title: string): Table {
  const of = ({ title: what, unit_name, by }: Source): Table['rows'] =>
    by.flatMap(({ name, records, source }) => [
      { cells: [what, unit_name, name, String(records)], bars: [] },
      ...(source ? of(source) : []),
    ])
  const heads = [d('overview.source_of'), d('overview.from_unit'), d('overview.taken_by'), d('overview.records')]
  return { title, heads, rows: sources.flatMap(of) }
}

/** Completeness as a table: the units that have unsent work or have not reported, by name. */
export function sentTable({ complete, below: units, unit }: Overview, title: string): Table {
  const kind = kindWords(complete.kind)
  const places = new Map([unit, ...units].map(({ id, name }) => [id, name]))
  const row = (state: string) => (one: Named) => ({
    cells: [one.name, places.get(one.parent ?? '') ?? '', state],
    bars: [],
  })
  const { reported, units: all } = complete
  return {
    title: `${title}: ${d('overview.sent_of', { reported: number(reported), units: number(all), kind })}`,
    heads: [d('overview.by_unit'), d('overview.place'), d('overview.state')],
    rows: [
      ...complete.holding.map(row(d('overview.state_holding'))),
      ...complete.missing.map(row(d('overview.state_missing'))),
    ],
  }
}

/** Puts a table onto the clipboard, for a spreadsheet (tabs) and for a document (HTML). Rejects where it may not. */
export async function copyTable({ heads, rows }: Table): Promise<void> {
  const lines = [heads, ...rows.map(({ cells }) => cells)]
  const text = lines.map((cells) => cells.map((cell) => cell.replace(/[\t\n]/g, ' ')).join('\t')).join('\n')
  if (typeof ClipboardItem === 'undefined') return navigator.clipboard.writeText(text)
  const html = `<table>${lines.map((cells) => `<tr>${cells.map((cell) => `<td>${escaped(cell)}</td>`).join('')}</tr>`).join('')}</table>`
  const kinds = { 'text/plain': text, 'text/html': html }
  const blobs = Object.entries(kinds).map(([type, content]) => [type, new Blob([content], { type })])
  await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))])
}

export const escaped = (text: string) => text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`)
