import '../shared/office.css'
import { who } from '../../account/who'
import type { Json } from '../../core/types/json'
import { useCatalog } from '../../parts/live'
import { d } from '../../text/desk'
import { moment } from '../../text/format'
import { Choose } from '../shared/Filters'
import { FoldedWhereNarrow } from '../shared/FurtherFilters'
import { fromFirst, ListFile } from '../shared/ListFile'
import { NextPage } from '../shared/NextPage'
import { ResourceView } from '../shared/ResourceView'
import { aboveSchool } from '../shared/roles'
import type { ScreenProps } from '../shared/screen'
import { Title } from '../shared/Title'
import { UnitFilter } from '../shared/UnitFilter'
import { useResource } from '../shared/useResource'
import { DeviceList } from './DeviceList'

const EVERY = 60_000

/**
 * The screen of devices: for a unit, or a unit and all below it, what each person's devices last reported as unsent.
 * The people are listed by name, never ranked.
 */
export default function Devices({ query }: ScreenProps) {
  useCatalog()
  const over = aboveSchool()
  const unit = query.get('unit') ?? who().roles[0]?.unit ?? ''
  const path = new URLSearchParams({ unit, ...(over && query.get('below') !== 'false' && { below: 'true' }) })
  for (const name of ['unsent', 'cursor']) {
    const value = query.get(name)
    if (value) path.set(name, value)
  }
  const resource = useResource(`/api/devices?${path}`, EVERY)
  const people: Json[] = resource.found?.body.people ?? []
  const shown = new URLSearchParams(query)
  shown.set('unit', unit)
  return (
    <>
      <div class="headed">
        <Title>{d('nav.devices')}</Title>
        {people.length > 0 && <ListFile path={`/api/devices/file?${fromFirst(path)}`} of="may" />}
      </div>
      <p class="lead">{d('devices.what')}</p>
      {over && (
        <search class="filters" aria-label={d('desk.filters')}>
          <Choose
            name="unsent"
            label={d('devices.whose')}
            none={d('devices.everyone')}
            choices={[
              ['true', d('devices.holding')],
              ['long', d('devices.holding_long')],
            ]}
            query={query}
          />
          <FoldedWhereNarrow names={['unit', 'below']} query={query}>
            <UnitFilter query={shown} />
            <Choose
              name="below"
              label={d('devices.where')}
              none={d('devices.below')}
              choices={[['false', d('devices.here')]]}
              query={query}
            />
          </FoldedWhereNarrow>
        </search>
      )}
      <ResourceView resource={resource}>
        {resource.found && !people.length && <Nobody query={query} />}
        <ul class="holders">
          {people.map((person) => (
            <li key={person.account}>
              <h2>
                <a href={`/so/nguoi/${person.account}`}>{person.name}</a>
              </h2>
              {over && <p class="meta">{named(person.units)}</p>}
              {person.oldest && <p class="meta">{d('devices.oldest', { at: moment(person.oldest) })}</p>}
              <DeviceList devices={person.devices} again={resource.again} />
            </li>
          ))}
        </ul>
        <NextPage resource={resource} />
      </ResourceView>
    </>
  )
}

const FEW = 3

/** The names of the units where a person works; of many only the first few. */
function named(units: Json[]): string {
  const names = units.slice(0, FEW).map(({ name }) => name as string)
  return [...names, ...(units.length > FEW ? [d('overview.more', { n: units.length - FEW })] : [])].join(' · ')
}

/** The note for an empty list: that nobody has anything unsent, or that nobody works in the unit. */
function Nobody({ query }: { query: URLSearchParams }) {
  const all = query.has('unsent')
  return (
    <section class="empty">
      <h2>{d(all ? 'devices.all_sent' : 'devices.none')}</h2>
      <p>{d(all ? 'devices.all_sent_why' : 'devices.none_why')}</p>
    </section>
  )
}
