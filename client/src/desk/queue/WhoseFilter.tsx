import { who } from '../../account/who'
import { d } from '../../text/desk'
import { useColleagues } from '../review/colleagues'
import { Choose } from '../shared/Filters'

/** Narrows what waits to what one has taken oneself, nobody has, or a colleague has. */
export function WhoseFilter({ query }: { query: URLSearchParams }) {
  const people = useColleagues()
  if ((!people.length && !query.has('whose')) || query.get('for') === 'all') return null
  const me = who().id
  return (
    <Choose
      name="whose"
      label={d('queue.whose')}
      none={d('queue.any')}
      choices={[
        ['me', d('queue.whose_mine')],
        ['nobody', d('queue.whose_nobody')],
        ...people
          .filter(({ id }) => id !== me)
          .map(({ id, name }): [string, string] => [id, d('queue.whose_of', { name })]),
      ]}
      query={query}
    />
  )
}
