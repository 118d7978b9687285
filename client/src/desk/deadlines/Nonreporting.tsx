import { useState } from 'preact/hooks'
import { unitsAs, who } from '../../account/who'
import { change, Refusal } from '../../api/requests'
import type { Json } from '../../core/types/json'
import { DateInput } from '../../parts/DateInput'
import { toast, toastFailure } from '../../parts/Toast'
import { trouble } from '../../parts/Trouble'
import { nothingRegister, reportNothing } from '../../records/nothingToReport'
import { d } from '../../text/desk'
import { moment } from '../../text/format'
import { periodNamed, registerNamed } from '../shared/names'
import { ResourceView } from '../shared/ResourceView'
import { Title } from '../shared/Title'
import { useResource } from '../shared/useResource'
import { Due } from './Due'

/**
 * The page of deadlines for one register (its key) and the period that `query` names: the units that have not reported,
 * by name, and those that have.
 */
export function Nonreporting({ register, query }: { register: string; query: URLSearchParams }) {
  const period = query.get('ky') ?? ''
  const unit = query.get('unit')
  const path = `/api/dues/${encodeURIComponent(register)}/${encodeURIComponent(period)}`
  const resource = useResource(`${path}${unit ? `?unit=${unit}` : ''}`)
  const found = resource.found?.body
  return (
    <>
      <a class="plain way" href={`/so/chua-nop${unit ? `?unit=${unit}` : ''}`}>
        {d('missing.back')}
      </a>
      <Title>{registerNamed(register)}</Title>
      <ResourceView resource={resource}>
        {found && (
          <>
            <p class="meta">
              {periodNamed(period)} · {d('missing.due')}: <Due due={found.due} left={found.missing.length} />
            </p>
            {unitsAs('department').length > 0 && <SetDay path={path} due={found.due} again={resource.again} />}
            <Lacking path={path} found={found} again={resource.again} />
            <Answered rows={found.answers} />
          </>
        )}
      </ResourceView>
    </>
  )
}

function SetDay({ path, due, again }: { path: string; due: string | null; again: () => void }) {
  const [chosen, choose] = useState(due ?? '')
  const set = (day: string | null) =>
    change('POST', path, { day }).then(() => {
      toast(d('missing.was_set'))
      again()
    }, trouble)
  return (
    <form
      class="filters"
      onSubmit={(event) => {
        event.preventDefault()
        if (chosen) void set(chosen)
      }}
    >
      <label class="choose">
        <span>{d('missing.day')}</span>
        <DateInput value={chosen} set={choose} />
      </label>
      <button type="submit" class="secondary">
        {d('missing.set')}
      </button>
      <button type="button" class="plain" onClick={() => void set(null)}>
        {d('missing.unset')}
      </button>
    </form>
  )
}

function Lacking({ path, found, again }: { path: string; found: Json; again: () => void }) {
  const rows: Json[] = found.missing
  const [picked, pick] = useState<string[]>([])
  const above = who().roles.some(({ role }) => role === 'department' || role === 'commune')
  const remind = () =>
    change('POST', `${path}/reminders`, { units: picked }).then(
      ({ units }) => {
        toast(d('missing.was_reminded', { n: units.length }))
        pick([])
        again()
      },
      (fault) => (fault instanceof Refusal ? toastFailure(fault.detail) : trouble(fault)),
    )
  if (!rows.length) return <p class="word safe">{d('missing.who_none')}</p>
  const all = picked.length === rows.length
  const places = new Set(rows.map(({ place }) => place)).size > 1
  return (
    <section class="units">
      <h2>{d('missing.who', { n: rows.length })}</h2>
      {above && (
        <label class="check">
          <input type="checkbox" checked={all} onChange={() => pick(all ? [] : rows.map((row) => row.unit))} />
          {d('missing.pick_all')}
        </label>
      )}
      <ul>
        {rows.map((row) => (
          <li key={row.unit}>
            {above ? (
              <label class="check">
                <input
                  type="checkbox"
                  checked={picked.includes(row.unit)}
                  onChange={() =>
                    pick(picked.includes(row.unit) ? picked.filter((one) => one !== row.unit) : [...picked, row.unit])
                  }
                />
                <Named row={row} places={places} />
              </label>
            ) : (
              <Named row={row} places={places} />
            )}
            {nothingRegister() && who().roles.some(({ unit, role }) => unit === row.unit && role !== 'teacher') && (
              <button
                type="button"
                class="secondary"
                onClick={() =>
                  reportNothing(row.unit, found.register, found.period).then(
                    () => toast(d('missing.said_nothing')),
                    trouble,
                  )
                }
              >
                {d('missing.say_nothing')}
              </button>
            )}
          </li>
        ))}
      </ul>
      {above && (
        <div class="row remind">
          <button type="button" class="primary" disabled={!picked.length} onClick={() => void remind()}>
            {picked.length ? d('missing.remind', { n: picked.length }) : d('missing.pick_first')}
          </button>
          <span class="meta">{d('missing.remind_hint')}</span>
        </div>
      )}
    </section>
  )
}

function Named({ row, places }: { row: Json; places: boolean }) {
  const remarks = [places && row.place, row.reminded && d('missing.reminded', { at: moment(row.reminded) })].filter(
    Boolean,
  )
  return (
    <span>
      {row.name} <small class="meta">{remarks.join(' · ')}</small>
      {row.reminded && <Fetched people={row.fetched} />}
    </span>
  )
}

const MOST_NAMED = 3

/** Whose phones the unit's last reminder has reached, and to whose it was sent that have not confirmed it. */
function Fetched({ people }: { people: Json[] }) {
  if (!people.length) return <small class="meta fetched">{d('missing.fetched_none')}</small>
  const held = people.filter((one) => one.held)
  const sent = people.filter((one) => !one.held)
  return (
    <>
      {held.length > 0 && <small class="meta fetched">{d('missing.fetched', { names: named(held) })}</small>}
      {sent.length > 0 && <small class="meta fetched">{d('missing.sent', { names: named(sent) })}</small>}
    </>
  )
}

/** The first of these people with the time of the reminder, and how many more there are. */
function named(people: Json[]): string {
  const names = people.slice(0, MOST_NAMED).map(({ name, at }) => `${name} (${moment(at)})`)
  const more = people.length - MOST_NAMED
  return [...names, ...(more > 0 ? [d('missing.fetched_more', { n: more })] : [])].join(', ')
}

function Answered({ rows }: { rows: Json[] }) {
  if (!rows.length) return null
  return (
    <section class="units">
      <h2>{d('missing.in', { n: rows.length })}</h2>
      <ul>
        {rows.map((row) => (
          <li key={row.unit}>
            <span>
              {row.name} <small class="meta">{row.place}</small>
            </span>
            <small class="meta">
              {[
                d('missing.at', { at: moment(row.at) }),
                row.late && d('missing.late'),
                row.nothing && d('missing.nothing'),
              ]
                .filter(Boolean)
                .join(' · ')}
            </small>
          </li>
        ))}
      </ul>
    </section>
  )
}
