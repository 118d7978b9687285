/** Who reviews the same records as this account, and giving records to one of them. */

import { unitsAs, who } from '../../account/who'
import { change } from '../../api/requests'
import type { Json } from '../../core/types/json'
import { toast } from '../../parts/Toast'
import { d } from '../../text/desk'
import { number } from '../../text/format'
import { explain } from '../shared/saveFile'
import { useResource } from '../shared/useResource'

export interface Colleague {
  id: string
  name: string
}

/** A hook that gives who reviews what this account reviews, by name; empty while that is nobody else. */
export function useColleagues(): Colleague[] {
  const reviews = (['leader', 'commune', 'department'] as const).some((role) => unitsAs(role).length > 0)
  const { found } = useResource(reviews ? '/api/reviewing/people' : null)
  const people: Colleague[] = found?.body.people ?? []
  return people.length > 1 ? people : []
}

/** Gives records to a colleague, to oneself, or to nobody (null), and says how many; resolves with whether it was done. */
export async function assign(records: Json[], to: Colleague | null): Promise<boolean> {
  const ids = records.map(({ id }) => id)
  try {
    const { records: given } = await change('POST', '/api/reviewing/assignments', {
      records: ids,
      person: to?.id ?? null,
    })
    const n = number(given.length)
    const said = !to ? 'queue.freed' : to.id === who().id ? 'queue.took' : 'queue.gave'
    const left = ids.length - given.length
    toast(`${d(said, { n, name: to?.name ?? '' })}${left ? ` ${d('queue.not_given', { n: number(left) })}` : ''}`)
    return true
  } catch (fault) {
    explain(fault)
    return false
  }
}
