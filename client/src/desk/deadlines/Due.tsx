import { d } from '../../text/desk'
import { day, today } from '../../text/format'

/**
 * Shows the day until which units have to report, marked if it has passed while some have not reported. `left` is how
 * many these are; `due` null: no day is set. `closes`: the last day before the period closes by itself, if it does.
 */
export function Due({ due, left, closes }: { due: string | null; left: number; closes?: string | null }) {
  if (!due) return <span class="meta">{d('missing.no_due')}</span>
  return (
    <>
      {day(due)} {left > 0 && due < today() && <span class="word needs">{d('missing.overdue')}</span>}
      {closes && <span class="meta">{d('missing.closes', { day: day(closes) })}</span>}
    </>
  )
}
