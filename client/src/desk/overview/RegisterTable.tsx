import './RegisterTable.css'
import type { ComponentType } from 'preact'
import { useState } from 'preact/hooks'
import { unitsAs } from '../../account/who'
import { inOrder } from '../../core/vietnamese'
import { trouble } from '../../parts/Trouble'
import { d, loadScreenTexts } from '../../text/desk'
import { number } from '../../text/format'
import { periodWords, setFilters } from '../shared/Filters'
import { kindWords } from './kinds'
import { registerLink } from './links'
import { changeText, figureText, month, ratioText } from './numbers'
import type { Glanced, Overview } from './types'

/** Column by which the table may be sorted → what its rows are compared by; the greatest comes first. */
const SORTS = {
  change: ({ measure, before }: Glanced) => relative(measure?.total.value, before?.value),
  sent: ({ reported, units }: Glanced) => (units ? reported / units : -1),
  wait: ({ waiting }: Glanced) => waiting,
  period: ({ period }: Glanced) => (period ? Date.parse(period.ends) : 0),
} as const
type Sort = keyof typeof SORTS

const relative = (now?: number | null, then?: number | null) => (now && then ? now / then : -1)

/**
 * All registers in one compact table, each with its number and period, the change against the same period a year
 * before where any is known, who has reported and what waits. A head sorts by its column; the address keeps that.
 */
export function RegisterTable({ data, query }: { data: Overview; query: URLSearchParams }) {
  const given = query.get('xep') ?? ''
  const sort = given in SORTS ? (given as Sort) : undefined
  const named = inOrder(data.glance, ({ title }) => title)
  const rows = sort ? [...named].sort((one, other) => SORTS[sort](other) - SORTS[sort](one)) : named
  const compared = data.glance.some(({ before }) => before)
  const through = data.glance.find((one) => one.through)?.through
  return (
    <section class="registers-table" aria-labelledby="registers">
      <div class="register-head row">
        <h2 id="registers">{d('overview.registers')}</h2>
        {unitsAs('department').length > 0 && <Choosing data={data} />}
      </div>
      <table>
        <thead>
          <tr>
            <Head at={undefined} sort={sort} label={d('desk.register')} />
            <th scope="col" class="unsorted">
              {d('overview.figure')}
            </th>
            {compared && (
              <Head
                at="change"
                sort={sort}
                label={d('overview.change')}
                more={through && d('overview.to_month', { month: month(through) })}
              />
            )}
            <Head at="sent" sort={sort} label={d('overview.sent')} />
            <Head at="wait" sort={sort} label={d('overview.wait')} />
            <Head at="period" sort={sort} label={d('desk.period')} />
          </tr>
        </thead>
        <tbody>
          {rows.map((one) => (
            <Row key={one.register} one={one} here={one.register === data.register} compared={compared} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** The button that opens the dialog of what stands first; the dialog's code comes when it is pressed. */
function Choosing({ data }: { data: Overview }) {
  const [Dialog, open] = useState<ComponentType<{ data: Overview; close: () => void }>>()
  const load = () =>
    Promise.all([import('./ChooseFigures'), loadScreenTexts()]).then(([found]) => open(() => found.default), trouble)
  return (
    <>
      <button type="button" class="plain" onClick={() => void load()}>
        {d('overview.choose')}
      </button>
      {Dialog && <Dialog data={data} close={() => open(undefined)} />}
    </>
  )
}

interface HeadProps {
  at: Sort | undefined
  sort: Sort | undefined
  label: string
  more?: string | undefined
}

function Head({ at, sort, label, more }: HeadProps) {
  const on = at === sort
  return (
    <th scope="col" aria-sort={on ? (at ? 'descending' : 'ascending') : undefined}>
      <button type="button" class="plain" onClick={() => setFilters({ xep: at ?? null })}>
        {label}
        <span aria-hidden="true">{on ? (at ? ' ▾' : ' ▴') : ''}</span>
      </button>
      {more && <small>{more}</small>}
    </th>
  )
}

function Row({ one, here, compared }: { one: Glanced; here: boolean; compared: boolean }) {
  const { measure, before, reported, units, waiting, period } = one
  const rate = measure?.kind === 'ratio'
  const moved = measure && changeText(measure.kind, measure.total.value, before?.value)
  return (
    <tr class={here ? 'here' : undefined}>
      <th scope="row">
        <a href={registerLink(one.register)} aria-current={here ? 'page' : undefined}>
          {one.title}
        </a>
      </th>
      <td>
        {measure ? (
          <>
            <b>{figureText(measure, measure.total.value)}</b>{' '}
            <small>{rate ? ratioText(measure.total) : (measure.unit ?? measure.label)}</small>
          </>
        ) : (
          <small>{d('overview.never')}</small>
        )}
      </td>
      {compared && (
        <td>
          {moved && <b>{rate ? d('overview.points', { n: moved }) : moved}</b>}{' '}
          {measure && before && (
            <small>
              <span class="cell-label">{d('overview.before')} </span>
              {figureText(measure, before.value)}
            </small>
          )}
        </td>
      )}
      <td class="whole">
        {number(reported)}/{number(units)} <small>{kindWords(one.kind)}</small>
      </td>
      <td>
        {waiting > 0 && (
          <>
            {number(waiting)} <small class="cell-label">{d('overview.wait')}</small>
          </>
        )}
      </td>
      <td class="whole">
        <small>{period && periodWords(period)}</small>
      </td>
    </tr>
  )
}
