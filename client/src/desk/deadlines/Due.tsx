import { d } from '../../text/desk'
import { day, today } from '../../text/format'

/**
 * Shows the day until which units have to report, marked if it has passed while some have not reported. `left` is how
 * many these are; `due` null: no day is set.
 */
export function Due({ due, left }: { due: string | null; left: number }) {
  if (!due) return <span class="meta">{d('missing.no_due')}</span>
  return (
    <>
      {day(due)} {left > 0 && due < today() && <span class="word needs">{d('missing.overdue')}</span>}
    </>
  )
}
