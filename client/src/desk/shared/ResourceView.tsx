import type { ComponentChildren } from 'preact'
import { type DeskKey, d } from '../../text/desk'
import { moment } from '../../text/format'
import { filteredAddress } from './Filters'
import type { Resource } from './useResource'

/** Refusals that another try would only repeat: what the address names is not there, or not for this person. */
const FOR_GOOD = [403, 404]

/**
 * Shows `children` once a resource has loaded, or why it has not, with a button or link to go on. Where the server
 * cannot be reached, it says of what time the stored answer is.
 */
export function ResourceView({ resource, children }: { resource: Resource; children: ComponentChildren }) {
  const { found, refused, again } = resource
  if (refused) {
    const names = Object.keys(refused.fields)
    return (
      <section class="empty" role="alert">
        <h2>{names.length ? d('desk.bad_filter', { names: names.map(called).join(', ') }) : d('desk.refused')}</h2>
        <p>{names.length ? d('desk.bad_filter_why') : refused.detail}</p>
        {names.length > 0 ? (
          <a class="secondary" href={filteredAddress(Object.fromEntries(names.map((name) => [name, null])))}>
            {d('desk.clear')}
          </a>
        ) : refused.code === 'enrol_second_factor' ? (
          <a class="primary" href="/so/xac-thuc">
            {d('factor.set_up')}
          </a>
        ) : FOR_GOOD.includes(refused.status) ? (
          <a class="secondary" href="/so">
            {d('desk.back')}
          </a>
        ) : (
          <button type="button" class="secondary" onClick={again}>
            {d('desk.again')}
          </button>
        )}
      </section>
    )
  }
  if (refused === null && !found) {
    return (
      <section class="empty" role="status">
        <h2>{d('desk.offline')}</h2>
        <p>{d('desk.offline_why')}</p>
        <button type="button" class="secondary" onClick={again}>
          {d('desk.again')}
        </button>
      </section>
    )
  }
  return (
    <>
      {found?.old && <p class="note waiting">{d('desk.old', { at: moment(found.at) })}</p>}
      {children}
    </>
  )
}

const FILTERS: Record<string, DeskKey> = {
  register: 'desk.register',
  unit: 'desk.unit',
  period: 'desk.period',
  status: 'queue.status',
  age: 'queue.age',
  day: 'queue.day',
  since: 'queue.since',
  for: 'queue.for',
  sort: 'queue.sort',
  q: 'queue.find',
}

const called = (name: string): string => (FILTERS[name] ? `${d(FILTERS[name])} (${name})` : name)
