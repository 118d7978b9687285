import './Dues.css'
import { useState } from 'preact/hooks'
import type { Due } from '../../core/types/catalog'
import type { Shown, Summary } from '../../core/types/record'
import { Icon } from '../../parts/Icon'
import { useWatched } from '../../parts/live'
import { catalog, register as registerOf } from '../../records/catalog'
import { find } from '../../records/find'
import { nothingRegister } from '../../records/nothingToReport'
import { list } from '../../records/records'
import { day, today } from '../../text/format'
import { periodNamed } from '../../text/periods'
import { inLanguage, t } from '../../text/text'

const SOME = 3
const SENT = ['submitted', 'verified', 'approved']

const isOverdue = ({ due }: Due) => due < today()

/**
 * What this account's units still have to report, each as a link to the form with its last day. What they were reminded
 * of comes first, with who did so and when, then what is overdue. All but the first three are folded, and counted.
 */
export function Dues() {
  const found = useWatched(open, []) ?? []
  const [all, setAll] = useState(false)
  if (!found.length) return null
  const rest = all ? [] : found.slice(SOME)
  return (
    <section>
      <h2>
        {t('home.dues')} <span class="count">{found.length}</span>
      </h2>
      <ul class="lines dues-open">
        {found.slice(0, found.length - rest.length).map((one) => (
          <li key={one.unit + one.register + one.period} class="line">
            <a href={`/ghi?bieu=${one.register}`}>
              <span>
                <span class="title">{inLanguage(registerOf(one.register)?.title)}</span>{' '}
                <span class="meta">{periodNamed(one.period)}</span>
              </span>
              <span class={isOverdue(one) ? 'until needs' : 'until'}>
                {t(isOverdue(one) ? 'home.overdue' : 'home.due')} <b>{day(one.due)}</b>
              </span>
            </a>
            {one.reminded && (
              <p class="word needs">
                <Icon name="warn" /> {t('home.reminded', { name: one.reminded_by ?? '', day: day(one.reminded) })}{' '}
                {one.text}
              </p>
            )}
          </li>
        ))}
      </ul>
      {rest[0] && (
        <button type="button" class="plain" onClick={() => setAll(true)}>
          {t('home.dues_rest', { n: rest.length, late: rest.filter(isOverdue).length })}
        </button>
      )}
    </section>
  )
}

async function open(): Promise<Due[]> {
  // Read anew: what an answer brought is on disk before it is at hand.
  const dues = (await catalog())?.dues ?? []
  if (!dues.length) return []
  const reported = await find({ status: SENT, registers: dues.map(({ register }) => register) })
  const none = nothingRegister()
  const nothing = none ? await list({ status: SENT, registers: [none.key] }) : []
  const done = new Set([...reported.map(reports), ...nothing.map(saysNothing)])
  return inOrder(dues.filter((due) => !done.has(keyOf(due))))
}

/** Those that were reminded of first, the last reminder first; then the others, the earliest day first. */
function inOrder(dues: Due[]): Due[] {
  const last = ({ reminded = '' }: Due) => reminded
  return [...dues].sort((one, other) => last(other).localeCompare(last(one)) || one.due.localeCompare(other.due))
}

/** What a report is of: a unit, a register and a period, as one text. */
const keyOf = (due: { unit: string; register?: string | undefined; period: string | null }) =>
  JSON.stringify([due.unit, due.register, due.period])

const reports = ({ form, unit, period }: Summary) => keyOf({ unit, period, register: registerOf(form)?.key })

/** What a record says that its unit has nothing to report about. */
function saysNothing({ form, unit, data }: Shown): string {
  const none = registerOf(form)?.nothing
  return keyOf({ unit, register: data[none?.register ?? ''], period: data[none?.period ?? ''] })
}
