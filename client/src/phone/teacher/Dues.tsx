import { now } from '../../core/correctedClock'
import type { Due } from '../../core/types/catalog'
import type { Shown } from '../../core/types/record'
import { useWatched } from '../../parts/live'
import { atHand, register as registerOf } from '../../records/catalog'
import { list } from '../../records/records'
import { day, today } from '../../text/format'
import { inLanguage, t } from '../../text/text'

const MOST = 3 // lines: the days nearest to today

/** Links to the forms of what this account's units still have to report, for the nearest deadlines. */
export function Dues() {
  return useWatched(open, [])
    ?.slice(0, MOST)
    .map(({ register, due, period }) => (
      <a key={register + period} class="plain due" href={`/ghi?bieu=${register}`}>
        {t(due < today() ? 'home.overdue' : 'home.due', {
          name: inLanguage(registerOf(register)?.title),
          day: day(due),
        })}
      </a>
    ))
}

async function open(): Promise<Due[]> {
  const dues = atHand()?.dues ?? []
  const sent = dues.length ? await list({ status: ['submitted', 'verified', 'approved'] }) : []
  const off = ({ due }: Due) => Math.abs(Date.parse(due) - now())
  return dues.filter((due) => !sent.some((record) => answers(record, due))).sort((one, other) => off(one) - off(other))
}

/** Whether a record reports what is due, or says that the unit has nothing to report about it. */
function answers({ form, unit, period, data }: Shown, due: Due): boolean {
  const none = registerOf(form)?.nothing
  const [about, of] = none ? [data[none.register], data[none.period]] : [registerOf(form)?.key, period]
  return unit === due.unit && about === due.register && of === due.period
}
