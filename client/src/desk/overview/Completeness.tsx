import './Completeness.css'
import { Icon } from '../../parts/Icon'
import { d } from '../../text/desk'
import { number } from '../../text/format'
import { kindWords } from './kinds'
import { overviewLink, schoolLink } from './links'
import type { Named, Overview } from './types'

/**
 * How many units have reported, and by name those that have not and those with unsent data on phones, such as *12/15
 * trường đã gửi, 3 trường còn dữ liệu chưa gửi*. They are listed, never ranked.
 */
export function Completeness({ data }: { data: Overview }) {
  const { complete } = data
  const kind = kindWords(complete.kind)
  const all = complete.reported >= complete.units
  return (
    <div class="complete">
      <p class="large">
        <b>
          {number(complete.reported)}/{number(complete.units)}
        </b>{' '}
        {d('overview.have_sent', { kind })}
      </p>
      <progress
        value={complete.reported}
        max={complete.units || 1}
        aria-label={d('overview.sent_of', { reported: complete.reported, units: complete.units, kind })}
      />
      <div class={complete.unsent ? 'waiting' : 'safe'}>
        <p>
          <Icon name={complete.unsent ? 'clock' : 'check'} />{' '}
          {complete.unsent ? d('overview.unsent', { n: complete.unsent }) : d('overview.none_unsent')}
        </p>
        {complete.holding.length > 0 && <Names units={complete.holding} data={data} />}
      </div>
      {!all && (
        <details>
          <summary>{d('overview.not_sent', { n: number(complete.units - complete.reported), kind })}</summary>
          <Grouped units={complete.missing} data={data} />
        </details>
      )}
    </div>
  )
}

/** The names of units, grouped by their commune where there are several. */
function Grouped({ units, data }: { units: Named[]; data: Overview }) {
  const places = data.below.filter(({ kind }) => kind === 'commune')
  const groups = places.map((place) => ({ place, of: units.filter(({ parent }) => parent === place.id) }))
  const rest = units.filter(({ parent }) => !places.some(({ id }) => id === parent))
  return (
    <>
      {groups.map(
        ({ place, of }) =>
          of.length > 0 && (
            <section key={place.id}>
              <h4>
                <a href={overviewLink({ unit: place.id })}>{place.name}</a> <small>{number(of.length)}</small>
              </h4>
              <Names units={of} data={data} />
            </section>
          ),
      )}
      {rest.length > 0 && <Names units={rest} data={data} />}
    </>
  )
}

function Names({ units, data }: { units: Named[]; data: Overview }) {
  const communes = new Set(data.below.filter(({ kind }) => kind === 'commune').map(({ id }) => id))
  return (
    <ul class="names">
      {units.map(({ id, name }) => (
        <li key={id}>
          <a href={communes.has(id) ? overviewLink({ unit: id }) : schoolLink(id)}>{name}</a>
        </li>
      ))}
    </ul>
  )
}
