import type { Json } from '../../core/types/json'
import { d } from '../../text/desk'
import { moment } from '../../text/format'

const MOST_NAMED = 3

/** When a unit was last reminded, whose phones that reminder has reached, and to whose it was sent so far. */
export function Reminded({ row }: { row: Json }) {
  const people: Json[] = row.fetched
  const held = people.filter((one) => one.held)
  const sent = people.filter((one) => !one.held)
  return (
    <>
      <small class="meta fetched">{d('missing.reminded', { at: moment(row.reminded) })}</small>
      {!people.length && <small class="meta fetched">{d('missing.fetched_none')}</small>}
      {held.length > 0 && <small class="meta fetched">{d('missing.fetched', { names: named(held) })}</small>}
      {sent.length > 0 && <small class="meta fetched">{d('missing.sent', { names: named(sent) })}</small>}
    </>
  )
}

/** The first of these people with the time of the reminder, and how many more there are. */
function named(people: Json[]): string {
  const names = people.slice(0, MOST_NAMED).map(({ name, at }) => `${name} (${moment(at)})`)
  const more = people.length - MOST_NAMED
  return [...names, ...(more > 0 ? [d('missing.fetched_more', { n: more })] : [])].join(', ')
}
