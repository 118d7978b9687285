import './Figures.css'
import { d } from '../../text/desk'
import { FigureLink } from './FigureLink'
import { recordsLink } from './links'
import { changeText, figureText, month, ratioText } from './numbers'
import type { Measure, Overview } from './types'

/** The totals of those measures of the register that have a chart, as large numbers, with those of the year before. */
export function Figures({ data }: { data: Overview }) {
  const large = data.measures.filter(({ charted }) => charted)
  return (
    <dl class="figures">
      {large.map((measure) => (
        <div key={measure.key}>
          <dt>{measure.label}</dt>
          <dd>
            <FigureLink href={leads(measure)} label={measure.label}>
              {figureText(measure, measure.total.value)}
            </FigureLink>
            <small>
              {measure.kind === 'ratio' ? ratioText(measure.total) : measure.unit}
              {measure.target && (
                <span title={measure.target.source}>
                  {' '}
                  · {d('overview.target', { value: figureText(measure, measure.target.value) })}
                </span>
              )}
            </small>
            <Before measure={measure} data={data} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** The link to the records behind a measure's total; null if there are none. */
export const leads = (measure: Measure) => (measure.total.value || measure.total.d ? recordsLink(measure.behind) : null)

const leadsBefore = ({ before, behind_before: common }: Measure) =>
  common && (before?.value || before?.d) ? recordsLink(common) : null

function Before({ measure, data: { before } }: { measure: Measure; data: Overview }) {
  if (!measure.before || !before) return null
  const moved = changeText(measure.kind, measure.total.value, measure.before.value)
  const label = before.through ? d('overview.before_through', { month: month(before.through) }) : d('overview.before')
  return (
    <small class="then">
      {label}{' '}
      <FigureLink href={leadsBefore(measure)} label={`${measure.label}, ${label}`}>
        {figureText(measure, measure.before.value)}
      </FigureLink>
      {ratioText(measure.before) && ` ${ratioText(measure.before)}`}
      {moved && ` (${measure.kind === 'ratio' ? d('overview.points', { n: moved }) : moved})`}
    </small>
  )
}

/** A table with the totals of all measures of the register, also of those without a chart. */
export function AllMeasures({ data }: { data: Overview }) {
  const then = data.measures.some(({ before }) => before)
  return (
    <table class="measures">
      <thead>
        <tr>
          <th scope="col">{d('overview.measure')}</th>
          <th scope="col" class="right">
            {d('overview.value')}
          </th>
          {then && (
            <th scope="col" class="right">
              {d('overview.before')}
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {data.measures.map((measure) => (
          <tr key={measure.key}>
            <th scope="row">{measure.label}</th>
            <td class="right">
              <FigureLink href={leads(measure)} label={measure.label}>
                {figureText(measure, measure.total.value)}
              </FigureLink>{' '}
              <small>{measure.kind === 'ratio' ? ratioText(measure.total) : measure.unit}</small>
            </td>
            {then && (
              <td class="right">
                <FigureLink href={leadsBefore(measure)} label={`${measure.label}, ${d('overview.before')}`}>
                  {figureText(measure, measure.before?.value)}
                </FigureLink>
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
