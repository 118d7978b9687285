import './Dues.css'
import { now } from '../../core/correctedClock'
import type { Due } from '../../core/types/catalog'
import type { Shown } from '../../core/types/record'
import { Icon } from '../../parts/Icon'
import { useWatched } from '../../parts/live'
import { catalog, register as registerOf } from '../../records/catalog'
import { list } from '../../records/records'
import { day, today } from '../../text/format'
import { inLanguage, t } from '../../text/text'

/**
 * What this account's units still have to report: all of it, each as a link to the form. What they were reminded of
 * comes first, with who did so and when, then the nearest deadlines.
 */
export function Dues() {
  const found = useWatched(open, [])
  if (!found?.length) return null
  return (
    <ul class="dues-open">
      {found.map((one) => (
        <li key={one.unit + one.register + one.period}>
          <a class="plain due" href={`/ghi?bieu=${one.register}`}>
            {t(one.due < today() ? 'home.overdue' : 'home.due', {
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
