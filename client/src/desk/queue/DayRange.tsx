import './DayRange.css'
import { useState } from 'preact/hooks'
import { DateInput } from '../../parts/DateInput'
import { d } from '../../text/desk'
import { setFilters } from '../shared/Filters'

/** The days by which a list is narrowed: those of what records tell of, and those on which they came to their status. */
const OF = ['day', 'since'] as const

/** Narrows the list to a range of days; each end may be left open. */
export function DayRange({ query }: { query: URLSearchParams }) {
  const [first, choose] = useState<string>(query.has('since') ? 'since' : 'day')
  const of = OF.find((name) => query.has(name)) ?? first
  const [from = '', to = ''] = (query.get(of) ?? '').split('..')
  const set = (begins: string, ends: string, by = of) => {
    const range = begins || ends ? `${begins}..${ends}` : null
    setFilters({ day: null, since: null, [by]: range, cursor: null })
  }
  const change = (by: string) => {
    choose(by)
    if (from || to) set(from, to, by)
  }
  return (
    <div class="filters days">
      <label class="choose">
        <span>{d('queue.days_of')}</span>
        <select name="days" value={of} onChange={(event) => change(event.currentTarget.value)}>
          {OF.map((name) => (
            <option key={name} value={name}>
              {d(`queue.${name}`)}
            </option>
          ))}
        </select>
      </label>
      <label class="choose">
        <span>{d('audit.from')}</span>
        <DateInput value={from} max={to || undefined} set={(day) => set(day, to && to < day ? day : to)} />
      </label>
      <label class="choose">
        <span>{d('audit.to')}</span>
        <DateInput value={to} min={from || undefined} set={(day) => set(day && day < from ? day : from, day)} />
      </label>
    </div>
  )
}
