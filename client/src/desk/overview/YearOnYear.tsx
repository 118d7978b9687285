import './YearOnYear.css'
import { useState } from 'preact/hooks'
import { who } from '../../account/who'
import { d } from '../../text/desk'
import { day } from '../../text/format'
import { ResourceView } from '../shared/ResourceView'
import { useResource } from '../shared/useResource'
import { FigureLink } from './FigureLink'
import { recordsLink } from './links'
import { Columns } from './Months'
import { changeText, figureText, month, ratioText } from './numbers'
import { Part } from './Part'
import { Sums } from './Sums'
import {
  behindSum,
  cellsOf,
  charted,
  endsMonth,
  headsOf,
  monthRows,
  plainYears,
  type Side,
  sideText,
  type TwoYears,
  yearName,
} from './twoYears'

/** A choice: its key and its name. */
type Named = [string, string]

interface Props {
  register: string
  unit: string
  period: string
  status: string[]
  measures: Named[]
  /** The measure that is shown first; without it the first. */
  measure?: string | undefined
  /** What may be shown alone: parameters of the request, as text, and a name. */
  rows?: Named[]
}

/**
 * A measure beside the year before, month by month and added up to the same day; folded until somebody opens it. Which
 * measure and of what may be chosen.
 */
export function YearOnYear(props: Props) {
  const [open, unfold] = useState(false)
  return (
    <details class="part wide years" onToggle={(event) => unfold(event.currentTarget.open)}>
      <summary>{d('years.title')}</summary>
      {open && <Chosen key={`${props.register} ${props.measure}`} {...props} />}
    </details>
  )
}

function Chosen({ register, unit, period, status, measures, measure, rows = [] }: Props) {
  const [of, choose] = useState(measure ?? measures[0]?.[0] ?? '')
  const [row, narrow] = useState('')
  const shown = rows.some(([key]) => key === row) ? row : ''
  const path = (only: string) => {
    const query = new URLSearchParams({ register, measure: of, unit, period, status: status.join() })
    for (const [name, value] of new URLSearchParams(only)) query.set(name, value)
    return `/api/figures/years?${query}`
  }
  const resource = useResource(path(shown))
  // The numbers of the choice before stand until those of this one have come, and keep its name.
  const named = rows.find(([key]) => path(key) === resource.found?.of)?.[1]
  const data = resource.found?.body as TwoYears | undefined
  return (
    <div class={resource.asking ? 'asking' : ''} aria-busy={resource.asking}>
      <div class="filters">
        {measures.length > 1 && <Choice label={d('overview.measure')} choices={measures} value={of} choose={choose} />}
        {rows.length > 0 && (
          <Choice label={d('years.of')} choices={[['', d('years.all')], ...rows]} value={shown} choose={narrow} />
        )}
      </div>
      <ResourceView resource={resource}>
        {data && <Answer data={data} at={resource.found?.at ?? ''} of={named} />}
      </ResourceView>
    </div>
  )
}

interface ChoiceProps {
  label: string
  choices: Named[]
  value: string
  choose: (key: string) => void
}

const Choice = ({ label, choices, value, choose }: ChoiceProps) => (
  <label class="choose">
    <span>{label}</span>
    <select value={value} onChange={(event) => choose(event.currentTarget.value)}>
      {choices.map(([key, name]) => (
        <option key={key} value={key}>
          {name}
        </option>
      ))}
    </select>
  </label>
)

function Answer({ data, at, of }: { data: TwoYears; at: string; of: string | undefined }) {
  const sums = data.months.some(({ sum }) => sum)
  const part = { title: data.title, unit: data.unit, period: data.this.period, as_of: at, demo: !!who().demo }
  const years: Named = [yearName(data.this.period), data.before ? yearName(data.before.period) : '']
  return (
    <Part
      title={of ? `${data.measure.label}, ${of}` : data.measure.label}
      data={part}
      table={(title) => plainYears(data, title)}
    >
      <Both data={data} />
      <Notes data={data} />
      {data.months.length > 0 && (
        <>
          <div class="months">
            <Columns measure={charted(data)} rows={monthRows(data)} title={d('years.by_month')} years={years} />
            {sums && <Sums data={data} years={years} />}
          </div>
          <details class="as-table">
            <summary>{d('overview.as_table')}</summary>
            <Numbers data={data} />
          </details>
        </>
      )}
    </Part>
  )
}

/** The two sums, or states, beside each other, and how the one differs from the other. */
function Both({ data: { this: now, before, measure } }: { data: TwoYears }) {
  const value = ({ sum, total }: Side) => sum ?? total
  const moved = before && changeText(measure.kind, value(now).value, value(before).value)
  return (
    <dl class="both">
      {[now, ...(before ? [before] : [])].map((side) => (
        <div key={side.period.key}>
          <dt>{sideText(side)}</dt>
          <dd>
            <FigureLink href={value(side).value ? sideLink(side) : null} label={sideText(side)}>
              {figureText(measure, value(side).value)}
            </FigureLink>{' '}
            <small>
              {measure.kind === 'ratio' ? ratioText(value(side)) : measure.unit}
              {side === now && moved && ` (${measure.kind === 'ratio' ? d('overview.points', { n: moved }) : moved})`}
            </small>
          </dd>
        </div>
      ))}
    </dl>
  )
}

function sideLink(side: Side): string | null {
  const behind = behindSum(side)
  return behind && recordsLink(behind)
}

/** What has to be known before the numbers are compared. */
function Notes({ data: { measure, months, this: now, before, running } }: { data: TwoYears }) {
  const last = now.until?.slice(0, 7)
  const units = months.length > 0 && !months.some(({ sum }) => sum)
  return (
    <p class="meta">
      {[
        !before && d('years.none'),
        measure.flow === 'stock' && d('years.stock'),
        measure.flow !== 'stock' && months.length === 0 && d(running ? 'years.undated_running' : 'years.undated'),
        units && d('years.units'),
        last &&
          running &&
          !units &&
          before &&
          !endsMonth(now.until ?? '') &&
          d('years.part', { month: month(last), day: day(now.until ?? '') }),
      ]
        .filter(Boolean)
        .join(' ')}
    </p>
  )
}

function Numbers({ data }: { data: TwoYears }) {
  return (
    <div class="scrolls">
      <table class="measures">
        <thead>
          <tr>
            <th scope="col">{d('overview.month')}</th>
            {headsOf(data).map((head) => (
              <th key={head} scope="col" class="right">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.months.map((one) => (
            <tr key={one.key}>
              <th scope="row">{month(one.key, true)}</th>
              {cellsOf(data, one).map((cell, at) => (
                <td key={at} class="right">
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
