import './YearDeadlines.css'
import { useState } from 'preact/hooks'
import { change } from '../../api/requests'
import { dayOf } from '../../core/vietnam'
import { inOrder } from '../../core/vietnamese'
import { toast } from '../../parts/Toast'
import { d } from '../../text/desk'
import { day } from '../../text/format'
import { inLanguage } from '../../text/text'
import { ResourceView } from '../shared/ResourceView'
import { Sheet } from '../shared/Sheet'
import { useResource } from '../shared/useResource'

interface Of {
  register: string
  title: { vi: string; en?: string }
  /** The days that the register itself gives; null: none. */
  own: number | null
  /** Those of this year; null: the register's own. */
  days: number | null
  periods: { period: string; ends: string; due: string | null; set: boolean }[]
}
interface Found {
  closes: number | null
  registers: Of[]
}
interface Props {
  /** The school year's key. */
  year: string
  close: () => void
}

/** The dialog that sets how long after a period's end registers are due in a school year, and when periods close. */
export function YearDeadlines({ year, close }: Props) {
  const resource = useResource(`/api/school-years/${year}/deadlines`)
  const found = resource.found?.body as Found | undefined
  return found ? (
    <Days year={year} found={found} close={close} />
  ) : (
    <ResourceView resource={resource}>{null}</ResourceView>
  )
}

function Days({ year, found, close }: Props & { found: Found }) {
  const [closes, setCloses] = useState(words(found.closes))
  const [dues, setDues] = useState(Object.fromEntries(found.registers.map((one) => [one.register, words(one.days)])))
  const send = async (once: string) => {
    const moved = found.registers.filter((one) => dues[one.register] !== words(one.days))
    const body = {
      dues: moved.map(({ register }) => ({ register, days: days(dues[register]) })),
      closes: days(closes),
    }
    await change('PUT', `/api/school-years/${year}/deadlines`, body, undefined, once)
    toast(d('year_due.was_set'))
  }
  const title = d('year_due.title', { year: year.replace('-', '–') })
  return (
    <Sheet title={title} go={d('school_year.set')} send={send} close={close}>
      <div class="year-dues">
        <DaysAsked label={d('year_due.closes')} help={d('year_due.closes_help')} value={closes} set={setCloses} />
      </div>
      <h3>{d('year_due.dues')}</h3>
      <p class="help">{d('year_due.dues_help')}</p>
      <ul class="year-dues">
        {inOrder(found.registers, ({ title }) => inLanguage(title)).map((one) => (
          <li key={one.register}>
            <DaysAsked
              label={inLanguage(one.title)}
              help={lastDays(one, days(dues[one.register]) ?? one.own)}
              value={dues[one.register] ?? ''}
              set={(value) => setDues({ ...dues, [one.register]: value })}
              usual={one.own}
            />
          </li>
        ))}
      </ul>
    </Sheet>
  )
}

interface AskedProps {
  label: string
  help: string
  value: string
  set: (value: string) => void
  /** What holds while nothing is typed. */
  usual?: number | null
}

const DaysAsked = ({ label, help, value, set, usual }: AskedProps) => (
  <label>
    <span>
      {label}
      <small class="meta">{help}</small>
    </span>
    <input
      type="number"
      inputMode="numeric"
      min={0}
      max={366}
      placeholder={words(usual ?? null)}
      value={value}
      onInput={(event) => set(event.currentTarget.value)}
    />
  </label>
)

const words = (days: number | null) => (days === null ? '' : String(days))
const days = (typed: string | undefined) => (typed ? parseInt(typed, 10) : null)

/** The last days on which reports are on time, once so many days after each period's end are due. */
function lastDays({ periods }: Of, after: number | null): string {
  const due = periods.map(({ ends, due, set }) => (set ? due : after === null ? null : later(ends, after)))
  const known = due.filter((one) => one !== null)
  return known.length ? d('year_due.until', { days: known.map(day).join(' · ') }) : d('missing.no_due')
}

/** The day so many days after another; both are days of Việt Nam, which has no summer time. */
const later = (date: string, after: number): string => dayOf(Date.parse(`${date}T12:00:00+07:00`) + after * 86_400_000)
