import { d } from '../../text/desk'
import { filteredAddress } from './Filters'
import type { Resource } from './useResource'

/** A link to the next page of a list with the same filters; nothing on the last page. */
export function NextPage({ resource }: { resource: Resource }) {
  const cursor = resource.found?.body.next
  if (!cursor) return null
  return (
    <p class="office-pages">
      <a class="secondary" href={filteredAddress({ cursor })}>
        {d('office.next')}
      </a>
    </p>
  )
}
