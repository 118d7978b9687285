import './Chosen.css'
import { d } from '../../text/desk'
import { number } from '../../text/format'
import { periodWords } from '../shared/Filters'
import { kindWords } from './kinds'
import { registerLink } from './links'
import { changeText, figureText, month, ratioText } from './numbers'
import type { Glanced, Overview } from './types'

/** The registers whose numbers stand first, in their order. */
export function chosenOf({ glance }: Overview): Glanced[] {
  const place = ({ chosen = 0 }: Glanced) => chosen
  return glance.filter(({ chosen }) => chosen !== undefined).sort((one, other) => place(one) - place(other))
}

/**
 * The few numbers that stand above all registers, each with its target, that of the same period a year before, and how
 * many units have reported. Each is a link to the overview of its register.
 */
export function Chosen({ data }: { data: Overview }) {
  const few = chosenOf(data)
  if (!few.length) return null
  return (
    <nav class="main-figures" aria-label={d('overview.chosen')}>
      <ul>
        {few.map((one) => (
          <li key={one.register}>
            <a href={registerLink(one.register)} aria-current={one.register === data.register ? 'page' : undefined}>
              <Large one={one} data={data} />
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function Large({ one, data }: { one: Glanced; data: Overview }) {
  const { measure, period, before, through } = one
  const moved = measure && changeText(measure.kind, measure.total.value, before?.value)
  const rate = measure?.kind === 'ratio'
  const then = through ? d('overview.before_through', { month: month(through) }) : d('overview.before')
  return (
    <>
      <b>{measure && figureText(measure, measure.total.value)}</b>{' '}
      <span class="what">{measure && (rate ? ratioText(measure.total) : (measure.unit ?? measure.label))}</span>
      <span class="of">{one.title}</span>
      <span class="meta">
        {[
          measure?.target && d('overview.target', { value: figureText(measure, measure.target.value) }),
          measure &&
            before &&
            `${then}: ${figureText(measure, before.value)}${moved ? ` (${rate ? d('overview.points', { n: moved }) : moved})` : ''}`,
          d('overview.sent_of', {
            reported: number(one.reported),
            units: number(one.units),
            kind: kindWords(one.kind),
          }),
          period && period.key !== data.period.key && periodWords(period),
        ]
          .filter(Boolean)
          .join(' · ')}
      </span>
    </>
  )
}
