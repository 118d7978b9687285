/** Draws a part of the overview as a picture, with its title, time and source, and saves it as a PNG file. */

import { saveFile } from '../../platform/saveFile'
import { d } from '../../text/desk'
import { number } from '../../text/format'
import { escaped, type Table } from './tables'

const WIDTH = 960
const PAD = 32
const ROW = 34
const FONT = "font-family='system-ui, sans-serif'"
const INK = '#1b2250'
const QUIET = '#565b78'
const BAR = '#27306b'
const RAIL = '#f1eff4'
const LINE = '#d9d5df'
const THEN = '#a35a00'

const MOST = 80 // rows: a longer picture is more than a browser draws

/**
 * The picture of a table as an SVG text, with its height in pixels. `foot` is its last line: where the numbers come
 * from, and of what moment they are.
 */
export function drawn(table: Table, foot: string): { svg: string; height: number } {
  const { lines, y } = table.columns
    ? months(table, table.columns)
    : table.rows.some(({ bars }) => bars.length)
      ? barred(table)
      : textTable(table)
  const height = y + 56
  lines.push(text(PAD, height - 22, foot, 13, QUIET))
  const svg = `<svg xmlns='http://www.w3.org/2000/svg' width='${WIDTH}' height='${height}' viewBox='0 0 ${WIDTH} ${height}'><rect width='100%' height='100%' fill='#fff'/>${lines.join('')}</svg>`
  return { svg, height }
}

interface Lines {
  lines: string[]
  /** How far down the drawing reaches, in pixels from the top. */
  y: number
}

function barred({ title, heads, rows }: Table): Lines {
  const columns = heads.length - 1
  const label = columns > 3 ? 230 : 330
  const each = (WIDTH - 2 * PAD - label) / Math.max(1, columns)
  const lines: string[] = [text(PAD, PAD + 22, title, 24, INK, 650)]
  let y = PAD + 72
  heads.slice(1).forEach((head, at) => {
    lines.push(text(PAD + label + at * each, y, cut(head, each), 14, QUIET))
  })
  y += 12
  for (const { cells, bars } of rows.slice(0, MOST)) {
    lines.push(text(PAD, y + 21, cut(cells[0] ?? '', label - 12, 15), 15, INK))
    for (let at = 0; at < columns; at++) {
      const x = PAD + label + at * each
      // A column of figures of the year before has no bar of its own.
      const bar = bars.length === columns ? bars[at] : 0
      const room = each - 84
      if (bar && room > 20) {
        lines.push(`<rect x='${x}' y='${y + 6}' width='${room}' height='20' rx='3' fill='${RAIL}'/>`)
        lines.push(`<rect x='${x}' y='${y + 6}' width='${Math.max(2, room * bar)}' height='20' rx='3' fill='${BAR}'/>`)
      }
      const drawn = bar && room > 20
      // Where nothing is drawn, words stand, which may be longer than their column.
      const value = drawn ? (cells[at + 1] ?? '') : cut(cells[at + 1] ?? '', each - 12, 15)
      lines.push(text(drawn ? x + room + 8 : x, y + 21, value, 15, INK, bars.length ? 600 : 400))
    }
    y += ROW
  }
  if (rows.length > MOST) {
    lines.push(text(PAD, y + 21, d('overview.more', { n: number(rows.length - MOST) }), 15, QUIET))
    y += ROW
  }
  return { lines, y }
}

/** Draws a table of plain text; the columns share the width by the lengths of their longest texts. */
function textTable({ title, heads, rows }: Table): Lines {
  const shown = rows.slice(0, MOST)
  const lengths = (at: number) => shown.map(({ cells }) => (cells[at] ?? '').length)
  const longest = heads.map((head, at) => Math.max(head.length, ...lengths(at)) + 2)
  const all = longest.reduce((sum, one) => sum + one, 0)
  const wide = longest.map((one) => (one / all) * (WIDTH - 2 * PAD))
  const lines = [text(PAD, PAD + 22, cut(title, WIDTH - 2 * PAD, 24), 24, INK, 650)]
  let y = PAD + 72
  const line = (cells: string[], size: number, ink: string) => {
    let x = PAD
    wide.forEach((room, at) => {
      lines.push(text(x, y, cut(cells[at] ?? '', room - 4, size), size, ink))
      x += room
    })
    y += ROW
  }
  line(heads, 13, QUIET)
  for (const { cells } of shown) line(cells, 13, INK)
  if (rows.length > MOST) line([d('overview.more', { n: number(rows.length - MOST) })], 14, QUIET)
  return { lines, y: y - ROW + 12 }
}

const TALL = 200 // of one chart of columns

/** Draws the table of a section by month: a chart for each measure, with columns, and the year before as a line. */
function months({ title, rows }: Table, measures: string[]): Lines {
  const step = (WIDTH - 2 * PAD) / Math.max(1, rows.length)
  const lines = [text(PAD, PAD + 22, title, 24, INK, 650)]
  let y = PAD + 72
  measures.forEach((measure, at) => {
    const foot = y + 30 + TALL
    lines.push(text(PAD, y, measure, 16, INK, 650))
    if (rows.some(({ before }) => before?.[at])) {
      lines.push(text(WIDTH - PAD, y, `○ ${d('overview.year_before')}`, 14, THEN, 400, 'end'))
    }
    lines.push(`<path d='M${PAD} ${foot}H${WIDTH - PAD}' stroke='${LINE}'/>`)
    const line: string[] = []
    rows.forEach(({ cells, bars, now, before }, place) => {
      const middle = PAD + (place + 0.5) * step
      const high = (bars[at] ?? 0) * (TALL - 24)
      const width = Math.min(44, step * 0.62)
      if (high > 0) {
        lines.push(
          `<rect x='${middle - width / 2}' y='${foot - high}' width='${width}' height='${high}' fill='${BAR}'/>`,
        )
        lines.push(text(middle, foot - high - 6, now?.[at] ?? '', 13, INK, 600, 'middle'))
      }
      lines.push(text(middle, foot + 20, cells[0] ?? '', 13, QUIET, 400, 'middle'))
      const level = before?.[at]
      if (level !== undefined && level !== null) line.push(`${middle} ${foot - level * (TALL - 24)}`)
    })
    if (line.length) lines.push(`<path d='M${line.join('L')}' fill='none' stroke='${THEN}' stroke-width='2'/>`)
    for (const point of line) {
      const [x, level] = point.split(' ')
      lines.push(`<circle cx='${x}' cy='${level}' r='4' fill='#fff' stroke='${THEN}' stroke-width='2'/>`)
    }
    y = foot + 64
  })
  return { lines, y: y - 40 }
}

/** Saves the picture of a table as `<name>.png`. Rejects with an Error if the browser cannot draw it. */
export async function savePicture(table: Table, foot: string, name: string): Promise<void> {
  const { svg, height } = drawn(table, foot)
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = 2 * WIDTH
  canvas.height = 2 * height
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'))
  if (!blob) throw new Error('no picture')
  saveFile(blob, `${name}.png`)
}

const text = (x: number, y: number, label: string, size: number, fill: string, weight = 400, anchor = 'start') =>
  `<text x='${x}' y='${y}' text-anchor='${anchor}' ${FONT} font-size='${size}' font-weight='${weight}' fill='${fill}'>${escaped(label)}</text>`

/** The label, shortened with … to fit into `room` pixels at the font's `size` in pixels. */
function cut(label: string, room: number, size = 14): string {
  const most = Math.floor(room / (size * 0.54))
  return label.length > most ? `${label.slice(0, most - 1).trimEnd()}…` : label
}
