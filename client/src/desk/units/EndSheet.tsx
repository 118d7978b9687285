import { useState } from 'preact/hooks'
import { change } from '../../api/requests'
import type { Json } from '../../core/types/json'
import { toast } from '../../parts/Toast'
import { d } from '../../text/desk'
import { day, today } from '../../text/format'
import { Ask, Sheet } from '../shared/Sheet'
import { useResource } from '../shared/useResource'
import { UnitOptions } from './UnitOptions'

interface Props {
  unit: Json
  units: Json[]
  close: () => void
}

/** The dialog that merges a school into another or splits it into several, and says where its people and sites go. */
export function EndSheet({ unit, units, close }: Props) {
  const schools = units.filter((one) => one.kind === 'school' && !one.ended && one.id !== unit.id)
  const near = [...schools].sort((a, b) => Number(b.parent === unit.parent) - Number(a.parent === unit.parent))
  const [into, setInto] = useState<string[]>(near[0] ? [near[0].id] : [])
  const [sent, setSent] = useState<Record<string, string>>({})
  const [on, setOn] = useState(today())
  const [sites, setSites] = useState<Record<string, string>>({})
  const theirs = units.filter((one) => one.kind === 'site' && one.parent === unit.id && !one.ended)
  const staff: Json[] = useResource(`/api/people?unit=${unit.id}&limit=500`).found?.body.people ?? []
  const chosen = into.map((id) => schools.find((one) => one.id === id) ?? { id, name: id })
  const send = async (once: string) => {
    const people = Object.fromEntries(Object.entries(sent).filter(([, to]) => into.includes(to)))
    const kept = Object.fromEntries(theirs.map(({ id }) => [id, into.length > 1 ? sites[id] : into[0]]))
    await change('POST', `/api/units/${unit.id}/end`, { into, on, people, sites: kept }, unit.version, once)
    toast(d('units.ended_done', { name: unit.name, day: day(on) }))
  }
  return (
    <Sheet title={d('units.end_title', { name: unit.name })} go={d('units.end_now')} send={send} close={close}>
      <p class="meta">{d('units.end_why')}</p>
      {into.map((id, at) => (
        <Ask key={id} label={d(at ? 'units.into_too' : 'units.into')}>
          <select
            value={id}
            onChange={(event) => {
              const chosen = event.currentTarget.value
              setInto([...new Set(into.map((one) => (one === id ? chosen : one)))])
            }}
          >
            <UnitOptions all={near} />
          </select>
        </Ask>
      ))}
      <button
        type="button"
        class="plain"
        onClick={() => {
          const next = near.find((one) => !into.includes(one.id))
          if (next) setInto([...into, next.id])
        }}
      >
        {d('units.split')}
      </button>
      {into.length > 1 && theirs.length > 0 && <h3>{d('units.sites_go')}</h3>}
      {into.length > 1 &&
        theirs.map((site) => (
          <Ask key={site.id} label={site.name}>
            <select
              required
              value={into.includes(sites[site.id] ?? '') ? sites[site.id] : ''}
              onChange={(event) => setSites({ ...sites, [site.id]: event.currentTarget.value })}
            >
              <option value="">{d('units.choose')}</option>
              <UnitOptions all={chosen} />
            </select>
          </Ask>
        ))}
      {into.length > 1 && staff.length > 0 && <h3>{d('units.people_go')}</h3>}
      {into.length > 1 &&
        staff.map((person) => (
          <Ask key={person.id} label={person.name}>
            <select
              value={sent[person.id] ?? into[0]}
              onChange={(event) => setSent({ ...sent, [person.id]: event.currentTarget.value })}
            >
              <UnitOptions all={chosen} />
            </select>
          </Ask>
        ))}
      <Ask label={d('units.end_day')}>
        <input type="date" required value={on} onInput={(event) => setOn(event.currentTarget.value)} />
      </Ask>
    </Sheet>
  )
}
