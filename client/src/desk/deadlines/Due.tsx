import { d } from '../../text/desk'
import { day, today } from '../../text/format'

/** The day until which units report, and whether it has passed while some (`left`) have not. */
export function Due({ due, left }: { due: string | null; left: number }) {
  if (!due) return <span class="meta">{d('missing.no_due')}</span>
  return (
    <>
      {day(due)} {left > 0 && due < today() && <span class="word needs">{d('missing.overdue')}</span>}
    </>
  )
}
