import { useState } from 'preact/hooks'
import { unitsAs } from '../../account/who'
import { change } from '../../api/requests'
import type { Json } from '../../core/types/json'
import { DateInput } from '../../parts/DateInput'
import { toast } from '../../parts/Toast'
import { trouble } from '../../parts/Trouble'
import { d } from '../../text/desk'
import { moment } from '../../text/format'
import { periodNamed, registerNamed } from '../shared/names'
import { ResourceView } from '../shared/ResourceView'
import { Title } from '../shared/Title'
import { useResource } from '../shared/useResource'
import { Due } from './Due'
import { Lacking } from './Lacking'
import { ReminderHistory } from './ReminderHistory'

/**
 * The page of deadlines for one register (its key) and the period that `query` names: the units that have not reported,
 * by name, and those that have.
 */
export function Nonreporting({ register, query }: { register: string; query: URLSearchParams }) {
  const period = query.get('ky') ?? ''
  const unit = query.get('unit')
  const path = `/api/dues/${encodeURIComponent(register)}/${encodeURIComponent(period)}`
  const within = unit ? `?unit=${unit}` : ''
  const resource = useResource(`${path}${within}`)
  const found = resource.found?.body
  return (
    <>
      <a class="plain way" href={`/so/chua-nop${within}`}>
        {d('missing.back')}
      </a>
      <Title>{registerNamed(register)}</Title>
      <ResourceView resource={resource}>
        {found && (
          <>
            <p class="meta">
              {periodNamed(period)} · {d('missing.due')}:{' '}
              <Due due={found.due} left={found.missing.length} closes={found.closes} />
            </p>
            {unitsAs('department').length > 0 && <SetDay path={path} due={found.due} again={resource.again} />}
            <Lacking path={path} query={within} found={found} again={resource.again} />
            <ReminderHistory acts={found.reminders} />
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
