/** Makes each part of the overview into a plain table, which can be copied or drawn as a picture. */

import { d } from '../../text/desk'
import { number } from '../../text/format'
import { below, columnsOf, rowsOf } from './Bars'
import { kindWords, ordered, statusWords } from './kinds'
import { figureText } from './numbers'
import { sum } from './Statuses'
import type { Named, Overview, Section, Source } from './types'

/** A part of the overview as a plain table, under a title and with the heads of its columns. */
export interface Table {
  title: string
  heads: string[]
  /**
   * The rows. The first of `cells` is the row's label. `bars` and `before` have, for each measure, the length of the
   * bar and of that of the year before, from 0 to 1; `now` has the measure's value as text.
   */
  rows: { cells: string[]; bars: number[]; now?: string[]; before?: (number | null)[] }[]
  /** Labels of the measures; set where the picture has a chart of columns for each of them. */
  columns?: string[]
}

/**
 * A section of charts as a table: a row for each unit, month or value, a column for each measure and its year before.
 */
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

/** The title of a section, which is also the head of its first column: by what its figures are divided. */
export const headOf = (section: Section, data: Overview) =>
  section.label ??
  d(section.by === 'month' ? 'overview.month' : section.by === 'unit' ? below(data) : 'overview.by_level')

/** The numbers of records by status as a table: a row for each unit, a column for each status and one for all. */
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

/** Replication as a table: a row for each school that replicated a model, with which one, whose, and how often. */
export function spreadTable({ sources }: NonNullable<Overview['spread']>, title: string): Table {
  const of = ({ title: what, unit_name, by }: Source): Table['rows'] =>
    by.flatMap(({ name, records, source }) => [
      { cells: [what, unit_name, name, String(records)], bars: [] },
      ...(source ? of(source) : []),
    ])
  const heads = [d('overview.source_of'), d('overview.from_unit'), d('overview.taken_by'), d('overview.records')]
  return { title, heads, rows: sources.flatMap(of) }
}

/** Completeness as a table: the units with unsent data on phones and those that have not reported, by name. */
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

/**
 * Copies a table to the clipboard, as text with tabs for spreadsheets and as HTML for documents. Rejects where the
 * browser does not allow it.
 */
export async function copyTable({ heads, rows }: Table): Promise<void> {
  const lines = [heads, ...rows.map(({ cells }) => cells)].map((cells) => cells.map(guarded))
  const text = lines.map((cells) => cells.map((cell) => cell.replace(/[\t\n]/g, ' ')).join('\t')).join('\n')
  if (typeof ClipboardItem === 'undefined') return navigator.clipboard.writeText(text)
  const html = `<table>${lines.map((cells) => `<tr>${cells.map((cell) => `<td>${escaped(cell)}</td>`).join('')}</tr>`).join('')}</table>`
  const kinds = { 'text/plain': text, 'text/html': html }
  const blobs = Object.entries(kinds).map(([type, content]) => [type, new Blob([content], { type })])
  await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))])
}

/**
 * A cell's text as a spreadsheet may be given it: one that it could run as a formula has a `'` before it, as in the
 * server's CSV. A negative number is none.
 */
export const guarded = (text: string) =>
  /^[\s\p{C}]*[=+\-@＝＋－＠﹢﹣﹦﹫−]/u.test(text) && !/^[-−][\d.,]+ ?%?$/.test(text) ? `'${text}` : text

/** The text with the characters that mean something in HTML and SVG replaced by their codes. */
export const escaped = (text: string) => text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`)
