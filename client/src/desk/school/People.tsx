import type { PersonsDevices } from '../../api/devices'
import { Icon } from '../../parts/Icon'
import { d } from '../../text/desk'
import { moment, number } from '../../text/format'
import { useResource } from '../shared/useResource'

/** The people of a school (its id), listed by name and never ranked, with what their devices reported as unsent. */
export function People({ school }: { school: string }) {
  const resource = useResource(`/api/devices?unit=${school}`, 30_000)
  const people: PersonsDevices[] = resource.found?.body.people ?? []
  if (resource.refused) return null
  return (
    <section class="part wide">
      <div class="part-head">
        <h2>{d('school.people')}</h2>
      </div>
      {resource.found && people.length === 0 && <p class="lead">{d('school.people_none')}</p>}
      {people.length > 0 && (
        <table class="people-of">
          <thead>
            <tr>
              <th scope="col">{d('school.name')}</th>
              <th scope="col">{d('school.unsent')}</th>
              <th scope="col">{d('school.last')}</th>
            </tr>
          </thead>
          <tbody>
            {people.map((one) => (
              <tr key={one.account}>
                <th scope="row">{one.name}</th>
                <td>
                  <Unsent one={one} />
                </td>
                <td class="meta">{one.last_sync ? moment(one.last_sync) : d('school.never')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p class="meta">{d('school.as_told')}</p>
    </section>
  )
}

function Unsent({ one: { mutations, photos, last_sync } }: { one: PersonsDevices }) {
  if (mutations + photos > 0) {
    return (
      <span class="word waiting">
        <Icon name="clock" /> {d('school.owes', { n: number(mutations), photos: number(photos) })}
      </span>
    )
  }
  if (!last_sync) return <span class="meta">–</span>
  return (
    <span class="word safe">
      <Icon name="check" /> {d('school.nothing_unsent')}
    </span>
  )
}
