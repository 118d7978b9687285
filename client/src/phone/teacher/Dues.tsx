import './Dues.css'
import { useState } from 'preact/hooks'
import { now } from '../../core/correctedClock'
import type { Due } from '../../core/types/catalog'
import type { Shown } from '../../core/types/record'
import { Icon } from '../../parts/Icon'
import { useWatched } from '../../parts/live'
import { catalog, register as registerOf } from '../../records/catalog'
import { list } from '../../records/records'
import { day, today } from '../../text/format'
import { inLanguage, t } from '../../text/text'

const SOME = 3

const isOverdue = ({ due }: Due) => due < today()

/**
 * What this account's units still have to report, each as a link to the form. What they were reminded of comes first,
 * with who did so and when, then the nearest deadlines. All but the first three are folded, and counted.
 */
export function Dues() {
  const found = useWatched(open, []) ?? []
  const [all, setAll] = useState(false)
  if (!found.length) return null
  const rest = all ? [] : found.slice(SOME)
  return (
    <ul class="dues-open">
      {found.slice(0, found.length - rest.length).map((one) => (
        <li key={one.unit + one.register + one.period}>
          <a class="plain due" href={`/ghi?bieu=${one.register}`}>
            {t(isOverdue(one) ? 'home.overdue' : 'home.due', {
              name: inLanguage(registerOf(one.register)?.title),
              day: day(one.due),
            })}
          </a>
          {one.reminded && (
            <p class="word needs">
              <Icon name="warn" /> {t('home.reminded', { name: one.reminded_by ?? '', day: day(one.reminded) })}
            </p>
          )}
        </li>
      ))}
      {rest[0] && (
        <li>
          <button type="button" class="plain due" onClick={() => setAll(true)}>
            {t('home.dues_rest', { n: rest.length, late: rest.filter(isOverdue).length })}
          </button>
        </li>
      )}
    </ul>
  )
}

async function open(): Promise<Due[]> {
  // Read anew: what an answer brought is on disk before it is at hand.
  const dues = (await catalog())?.dues ?? []
  const sent = dues.length ? await list({ status: ['submitted', 'verified', 'approved'] }) : []
  return inOrder(dues.filter((due) => !sent.some((record) => answers(record, due))))
}

/** Those that were reminded of first, the last reminder first; then those whose day is nearest to today. */
function inOrder(dues: Due[]): Due[] {
  const off = ({ due }: Due) => Math.abs(Date.parse(due) - now())
  const last = ({ reminded = '' }: Due) => reminded
  return [...dues].sort((one, other) => last(other).localeCompare(last(one)) || off(one) - off(other))
}

/** Whether a record reports what is due, or says that the unit has nothing to report about it. */
function answers({ form, unit, period, data }: Shown, due: Due): boolean {
  const none = registerOf(form)?.nothing
  const [about, of] = none ? [data[none.register], data[none.period]] : [registerOf(form)?.key, period]
  return unit === due.unit && about === due.register && of === due.period
}
