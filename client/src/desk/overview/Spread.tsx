import './Spread.css'
import { Icon } from '../../parts/Icon'
import { d } from '../../text/desk'
import { number } from '../../text/format'
import { FigureLink } from './FigureLink'
import { recordsLink, schoolLink } from './links'
import type { Overview, Source } from './types'

type Told = NonNullable<Overview['spread']>

/**
 * Which schools replicated whose models: a tree for each original record, with the schools that replicated it and those
 * that replicated theirs in turn.
 */
export function Spread({ spread, data }: { spread: Told; data: Overview }) {
  if (!spread.sources.length) return <p class="lead">{d('overview.no_spread')}</p>
  return (
    <>
      <p class="lead">{d('overview.spread_lead', { n: spread.taken, sources: spread.sources.length })}</p>
      <ul class="spread">
        {spread.sources.map((source) => (
          <li key={source.id}>
            <One source={source} spread={spread} data={data} />
          </li>
        ))}
      </ul>
      {spread.more > 0 && <p class="meta">{d('overview.more', { n: number(spread.more) })}</p>}
    </>
  )
}

function One({ source, spread, data }: { source: Source; spread: Told; data: Overview }) {
  const { register, period, standing } = data
  const common = { register, period: period.key, status: standing.counted.join(',') }
  return (
    <>
      <p>
        <a href={`/so/ban-ghi/${source.id}`}>{source.title}</a>
        <span class="meta">
          <a href={schoolLink(source.unit)}>{source.unit_name}</a> ·{' '}
          <FigureLink href={recordsLink(common, spread.field, source.id)} label={source.title} class="taken">
            {d('overview.taken', { n: number(source.taken) })}
          </FigureLink>
        </span>
      </p>
      <ul>
        {source.by.map((one) => (
          <li key={one.unit}>
            <Icon name="turn" /> <a href={schoolLink(one.unit)}>{one.name}</a>
            {one.source && <One source={one.source} spread={spread} data={data} />}
          </li>
        ))}
      </ul>
    </>
  )
}
