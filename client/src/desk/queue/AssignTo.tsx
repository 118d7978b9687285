import { who } from '../../account/who'
import type { Json } from '../../core/types/json'
import { d } from '../../text/desk'
import { assign, useColleagues } from '../review/colleagues'

const NOBODY = 'nobody'

/** Gives the records to a colleague, to oneself or to nobody, as a select; nothing where nobody else reviews. */
export function AssignTo({ records, done }: { records: Json[]; done: () => void }) {
  const people = useColleagues()
  if (!people.length) return null
  const me = who().id
  const give = (id: string) => {
    const to = id === NOBODY ? null : people.find((one) => one.id === id)
    if (to !== undefined) void assign(records, to).then((ok) => ok && done())
  }
  return (
    <select
      class="assign"
      name="assign"
      aria-label={d('queue.assign')}
      value=""
      onChange={(event) => {
        const { value } = event.currentTarget
        event.currentTarget.value = ''
        give(value)
      }}
    >
      <option value="">{d('queue.assign')}</option>
      <option value={me}>{d('queue.take')}</option>
      {people
        .filter(({ id }) => id !== me)
        .map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      <option value={NOBODY}>{d('queue.let_go')}</option>
    </select>
  )
}
