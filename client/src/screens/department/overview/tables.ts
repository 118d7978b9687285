/** Each part of the page as a plain table: what is copied, and what a picture is drawn from. */

import { d } from '../../../text/desk'
import type { Overview, Section } from './answer'
import { below, columnsOf, rowsOf } from './Bars'
import { ordered, statusWords } from './kinds'
import { written } from './numbers'
import { sum } from './Statuses'

export interface Table {
  title: string
  heads: string[]
  /** The first of each row is its label; `bars` are the numbers that are drawn. */
  rows: { cells: string[]; bars: number[] }[]
}

export function sectionTable(section: Section, answer: Overview, title: string): Table {
  const columns = columnsOf(section, answer)
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
        const now = written(measure, row?.value ?? (measure.kind === 'ratio' ? null : 0))
        return then[at] ? [now, written(measure, row?.before)] : [now]
      }),
    ],
    bars: columns.map(({ rows, scale }) => (rows.get(key)?.value ?? 0) / scale),
  }))
  return { title, heads: [headOf(section, answer), ...heads], rows }
}

export const headOf = (section: Section, answer: Overview) =>
  section.label ??
  d(section.by === 'month' ? 'overview.month' : section.by === 'unit' ? below(answer) : 'overview.by_level')

export function standingTable(answer: Overview, title: string): Table {
  const keys = ordered(Object.keys(answer.standing.total))
  const longest = Math.max(1, ...answer.standing.rows.map(({ parts }) => sum(parts)))
  return {
    title,
    heads: [d(below(answer)), ...keys.map(statusWords), d('overview.all')],
    rows: answer.standing.rows.map(({ label, parts }) => ({
      cells: [label, ...keys.map((key) => String(parts[key] ?? 0)), String(sum(parts))],
      bars: [...keys.map(() => 0), sum(parts) / longest],
    })),
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
