import '../../../look/desk-office.css'
import { useCatalog } from '../../../parts/live'
import { d } from '../../../text/desk'
import { moment } from '../../../text/format'
import type { Json } from '../../../types'
import { who } from '../../../who'
import { Answer } from '../Answer'
import { useAsked } from '../asked'
import { Choose, unitChoices } from '../filters'
import { above } from '../people/roles'
import type { Shown } from '../screens'
import { Title } from '../Title'
import { Phones } from './Phones'

const EVERY = 60_000

/** Who of a unit has what on their devices: never a ranking, always as old as it is. */
export default function Devices({ query }: Shown) {
  useCatalog()
  const units = unitChoices()
  const unit = query.get('unit') ?? who().roles[0]?.unit ?? ''
  const asked = useAsked(`/api/devices?unit=${encodeURIComponent(unit)}`, EVERY)
  const people: Json[] = asked.found?.body.people ?? []
  const shown = new URLSearchParams(query)
  shown.set('unit', unit)
  return (
    <>
      <Title>{d('nav.devices')}</Title>
      <p class="lead">{d('devices.what')}</p>
      {above() && (
        <search class="filters" aria-label={d('desk.filters')}>
          <Choose name="unit" label={d('desk.unit')} choices={units} query={shown} />
        </search>
      )}
      <Answer asked={asked}>
        {asked.found && !people.length && (
          <section class="empty">
            <h2>{d('devices.none')}</h2>
            <p>{d('devices.none_why')}</p>
          </section>
        )}
        <ul class="holders">
          {people.map((person) => (
            <li key={person.account}>
              <h2>
                <a href={`/so/nguoi/${person.account}`}>{person.name}</a>
              </h2>
              {person.oldest && <p class="meta">{d('devices.oldest', { at: moment(person.oldest) })}</p>}
              <Phones devices={person.devices} again={asked.again} />
            </li>
          ))}
        </ul>
      </Answer>
    </>
  )
}
