import './Glance.css'
import { d } from '../../text/desk'
import { number } from '../../text/format'
import { periodWords } from '../shared/Filters'
import { kindWords } from './kinds'
import { overviewLink } from './links'
import { figureText, ratioText } from './numbers'
import type { Glanced, Overview } from './types'

/**
 * The cards at the top of the overview, one for each register: one large number, how many units have reported, and how
 * many records wait for a decision. Each is a link to the overview of its register.
 */
export function Glance({ data }: { data: Overview }) {
  const reporting = data.glance.filter(({ measure }) => measure)
  const silent = data.glance.filter(({ measure }) => !measure)
  const here = (register: string) => (register === data.register ? 'page' : undefined)
  return (
    <nav class="glance" aria-label={d('overview.glance')}>
      <ul>
        {reporting.map((one) => (
          <li key={one.register}>
            <a href={opened(one.register)} aria-current={here(one.register)}>
              <Large one={one} data={data} />
            </a>
          </li>
        ))}
      </ul>
      {silent.length > 0 && (
        <p class="silent">
          <span class="meta">{d('overview.silent')}</span>{' '}
          {silent.map(({ register, title }) => (
            <a key={register} href={opened(register)} aria-current={here(register)}>
              {title}
            </a>
          ))}
        </p>
      )}
    </nav>
  )
}

/**
 * The link to the overview of a register (its key), without the present period and status, which may not exist there.
 */
const opened = (register: string) => overviewLink({ register, period: null, status: null })

function Large({ one: { title, kind, units, reported, waiting, period, measure }, data }: OneProps) {
  const rate = measure?.kind === 'ratio'
  return (
    <>
      <b>{measure ? figureText(measure, measure.total.value) : '–'}</b>{' '}
      <span class="what">{measure && (rate ? ratioText(measure.total) : (measure.unit ?? measure.label))}</span>
      <span class="of">{title}</span>
      <span class="meta">
        {d('overview.sent_of', { reported: number(reported), units: number(units), kind: kindWords(kind) })}
        {waiting > 0 && ` · ${d('overview.waiting', { n: waiting })}`}
        {period && period.key !== data.period.key && ` · ${periodWords(period)}`}
      </span>
    </>
  )
}

interface OneProps {
  one: Glanced
  data: Overview
}
