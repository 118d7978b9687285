import type { Json } from '../../core/types/json'
import { d } from '../../text/desk'
import { number } from '../../text/format'
import type { Resource } from './useResource'

/**
 * What stays behind in the unit named `name` when people go, in numbers: records, those that are not finished, and what
 * their phones have not sent. Nothing until the server has said it.
 */
export function Staying({ resource, name }: { resource: Resource; name: string }) {
  const counts: Json | undefined = resource.found?.body
  if (!counts) return null
  const { records, unfinished, waiting, unsent, holders } = counts
  return (
    <ul class="staying">
      <li>{d('staying.records', { n: number(records), name })}</li>
      {unfinished > 0 && <li>{d('staying.unfinished', { n: number(unfinished) })}</li>}
      {waiting > 0 && <li>{d('staying.waiting', { n: number(waiting) })}</li>}
      <li>
        {unsent > 0
          ? d('staying.unsent', { n: number(unsent), people: number(holders), name })
          : d('staying.none_unsent')}
      </li>
    </ul>
  )
}
