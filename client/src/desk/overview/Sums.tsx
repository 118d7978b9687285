import { d } from '../../text/desk'
import { FOOT, HEAD, HEIGHT, Legend, short, WIDTH } from './Months'
import { figureText, month } from './numbers'
import { sumRows, type TwoYears } from './twoYears'

const APART = 16 // the least height between the two last numbers

/** What the months of both years add up to, as two lines; the last point of each stands at the same day. */
export function Sums({ data, years }: { data: TwoYears; years: [string, string] }) {
  const { measure } = data
  const rows = sumRows(data)
  const title = d('years.sum')
  const top = Math.max(...rows.flatMap(({ value, before }) => [value ?? 0, before ?? 0])) || 1
  const step = WIDTH / Math.max(1, rows.length)
  const y = (value: number) => HEIGHT - FOOT - (value / top) * (HEIGHT - FOOT - HEAD)
  const points = (of: 'value' | 'before') =>
    rows.flatMap((row, at) =>
      typeof row[of] === 'number' ? [{ x: (at + 0.5) * step, y: y(row[of]), value: row[of] }] : [],
    )
  const now = points('value')
  const then = points('before')
  const path = (line: { x: number; y: number }[]) => `M${line.map((point) => `${point.x} ${point.y}`).join('L')}`
  const said = rows
    .filter(({ value }) => value !== null)
    .map(({ label, value, before }) => `${label}: ${figureText(measure, value)} / ${figureText(measure, before)}`)
  const last = now.at(-1)
  const lastThen = then.at(-1)
  const above = (lastThen?.y ?? 0) >= (last?.y ?? 0)
  return (
    <figure tabIndex={rows.length ? 0 : undefined}>
      <figcaption>
        {title}
        <Legend years={years} then={then.length > 0} />
      </figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={`${title}. ${said.join('; ')}`}>
        <path class="axis" d={`M0 ${HEIGHT - FOOT + 0.5}H${WIDTH}`} />
        {then.length > 0 && <path class="then" d={path(then)} />}
        {then.map(({ x, y }) => (
          <circle key={x} class="then" cx={x} cy={y} r="3" />
        ))}
        {now.length > 0 && <path class="sum" d={path(now)} />}
        {now.map(({ x, y }) => (
          <circle key={x} class="now" cx={x} cy={y} r="4" />
        ))}
        {last && <Last point={last} kind={measure.kind} place={above ? -8 : APART + 4} />}
        {lastThen && <Last point={lastThen} kind={measure.kind} place={above ? APART + 4 : -8} then />}
        {rows.map((row, at) => (
          <text key={row.key} class="month" x={(at + 0.5) * step} y={HEIGHT - 6}>
            {month(row.key, true)}
          </text>
        ))}
      </svg>
    </figure>
  )
}

interface LastProps {
  point: { x: number; y: number; value: number }
  kind: string
  /** How far below the point the number stands. */
  place: number
  then?: boolean
}

/** The number at the end of a line, beside which the other's stands on the other side. */
const Last = ({ point: { x, y, value }, kind, place, then = false }: LastProps) => (
  <text class={then ? 'number then' : 'number'} x={x} y={Math.min(y + place, HEIGHT - FOOT - 4)}>
    {kind === 'ratio' ? `${Math.round(100 * value)}%` : short(value)}
  </text>
)
