import './Sharing.css'
import { who } from '../../account/who'
import type { Json } from '../../core/types/json'
import { d } from '../../text/desk'
import { assign, type Colleague, useColleagues } from './colleagues'
import { useSharing } from './useSharing'
import { waitsForMe } from './verbs'

/**
 * Who of several reviewers has taken a record that waits, with a button to take or free it, and who has it open now.
 * It keeps nobody from deciding.
 */
export function Sharing({ record }: { record: Json }) {
  const people = useColleagues()
  const waits = people.length > 0 && waitsForMe(record)
  const { sharing, again } = useSharing(waits ? record.id : null)
  if (!waits || !sharing) return null
  const me = who().id
  const of = people.find(({ id }) => id === sharing.assigned)
  const open: Colleague[] = people.filter(({ id }) => sharing.open?.includes(id))
  const mine = sharing.assigned === me
  const to = mine ? null : people.find(({ id }) => id === me)
  return (
    <p class="sharing">
      {open.length > 0 && <b class="open">{d('queue.open_now', { names: open.map(({ name }) => name).join(', ') })}</b>}
      <span>{mine ? d('queue.mine_now') : of ? d('queue.taken_by', { name: of.name }) : d('queue.free')}</span>
      {to !== undefined && (
        <button type="button" class="plain" onClick={() => void assign([record], to).then(again)}>
          {d(mine ? 'queue.let_go' : 'queue.take')}
        </button>
      )}
    </p>
  )
}
