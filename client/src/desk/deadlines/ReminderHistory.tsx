import './ReminderHistory.css'
import type { Json } from '../../core/types/json'
import { d } from '../../text/desk'
import { moment, number } from '../../text/format'

/** The reminders that were given so far, the last first: who, when, to whom and in which words; folded. */
export function ReminderHistory({ acts }: { acts: Json[] }) {
  if (!acts.length) return null
  return (
    <details class="reminders">
      <summary>{d('missing.history', { n: number(acts.length) })}</summary>
      <ol>
        {acts.map(({ at, by, text, n, units }) => (
          <li key={at}>
            <b>{by}</b> · <time dateTime={at}>{moment(at)}</time>
            <span class="meta">
              {d('missing.to_units', { n: number(n) })}: {units.join(', ')}
              {n > units.length && ` ${d('missing.fetched_more', { n: n - units.length })}`}
            </span>
            {text && <q>{text}</q>}
          </li>
        ))}
      </ol>
    </details>
  )
}
