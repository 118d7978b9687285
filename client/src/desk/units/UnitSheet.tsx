import { useState } from 'preact/hooks'
import { say } from '../../api/requests'
import type { Json } from '../../core/types/json'
import { say as tell } from '../../parts/Toast'
import { type DeskKey, d } from '../../text/desk'
import { day, today } from '../../text/format'
import { Ask, Sheet } from '../shared/Sheet'
import { useAsked } from '../shared/useResource'
import { BELOW, LEVELS, levelWord } from './kinds'

interface Props {
  units: Json[]
  close: () => void
}

/** Makes a unit, or changes the one given. */
export function UnitSheet({ unit, parent, units, close }: Props & { unit?: Json; parent?: Json }) {
  const places = units.filter((one) => BELOW[one.kind] && !one.ended && (!unit || BELOW[one.kind] === unit.kind))
  const [place, setPlace] = useState<string>(unit?.parent ?? parent?.id ?? places[0]?.id ?? '')
  const [line, setLine] = useState<string>(unit?.reports_to ?? '')
  const [name, setName] = useState<string>(unit?.name ?? '')
  const [code, setCode] = useState<string>(unit?.code ?? '')
  const [level, setLevel] = useState<string>(unit?.level ?? 'TH')
  const above = units.find((one) => one.id === place)
  const kind: string = unit?.kind ?? BELOW[above?.kind] ?? 'site'
  const lines = [above, units.find((one) => one.kind === 'province')].filter((one): one is Json => !!one)
  const reports = lines.some((one) => one.id === line) ? line : place
  const send = async () => {
    const said: Json = { name: name.trim(), code: code.trim() || null }
    if (kind === 'school') said.level = level
    if (unit) {
      if (place !== unit.parent) said.parent = place
      if (kind === 'school' && reports !== unit.reports_to) said.reports_to = reports
      await say('PATCH', `/api/units/${unit.id}`, said, unit.version)
    } else {
      await say('POST', '/api/units', {
        ...said,
        kind,
        parent: place,
        ...(kind === 'school' && { reports_to: reports }),
      })
    }
    tell(d('office.kept'))
  }
  return (
    <Sheet title={unit ? d('units.change') : d('units.make')} go={d('office.keep')} send={send} close={close}>
      <Ask label={d('units.name')} {...(unit && { help: d('units.rename_help') })}>
        <input
          required
          maxLength={200}
          autofocus
          value={name}
          onInput={(event) => setName(event.currentTarget.value)}
        />
      </Ask>
      {unit?.kind !== 'province' && (
        <Ask label={d('units.place')}>
          <select value={place} onChange={(event) => setPlace(event.currentTarget.value)}>
            <Units all={places} />
          </select>
        </Ask>
      )}
      {!unit && <p class="meta">{d('units.kind_is', { kind: d(`kind.${kind}` as DeskKey) })}</p>}
      {kind === 'school' && (
        <>
          <Ask label={d('units.line')}>
            <select value={reports} onChange={(event) => setLine(event.currentTarget.value)}>
              <Units all={lines} />
            </select>
          </Ask>
          <Ask label={d('units.level')}>
            <select value={level} onChange={(event) => setLevel(event.currentTarget.value)}>
              {LEVELS.map((one) => (
                <option key={one} value={one}>
                  {levelWord(one)}
                </option>
              ))}
            </select>
          </Ask>
        </>
      )}
      <Ask label={d('units.code')}>
        <input maxLength={200} value={code} onInput={(event) => setCode(event.currentTarget.value)} />
      </Ask>
    </Sheet>
  )
}

/** Merges a school into another, or splits it; its people go along, each where they are sent. */
export function EndSheet({ unit, units, close }: Props & { unit: Json }) {
  const schools = units.filter((one) => one.kind === 'school' && !one.ended && one.id !== unit.id)
  const near = [...schools].sort((a, b) => Number(b.parent === unit.parent) - Number(a.parent === unit.parent))
  const [into, setInto] = useState<string[]>(near[0] ? [near[0].id] : [])
  const [sent, setSent] = useState<Record<string, string>>({})
  const [on, setOn] = useState(today())
  const [sites, setSites] = useState<Record<string, string>>({})
  const theirs = units.filter((one) => one.kind === 'site' && one.parent === unit.id && !one.ended)
  const staff: Json[] = useAsked(`/api/people?unit=${unit.id}&limit=500`).found?.body.people ?? []
  const named = (id: string) => schools.find((one) => one.id === id)?.name ?? id
  const send = async () => {
    const people = Object.fromEntries(Object.entries(sent).filter(([, to]) => into.includes(to)))
    const kept = Object.fromEntries(theirs.map(({ id }) => [id, into.length > 1 ? sites[id] : into[0]]))
    await say('POST', `/api/units/${unit.id}/end`, { into, on, people, sites: kept }, unit.version)
    tell(d('units.ended_done', { name: unit.name, day: day(on) }))
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
            <Units all={near} />
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
              {into.map((id) => (
                <option key={id} value={id}>
                  {named(id)}
                </option>
              ))}
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
              {into.map((id) => (
                <option key={id} value={id}>
                  {named(id)}
                </option>
              ))}
            </select>
          </Ask>
        ))}
      <Ask label={d('units.end_day')}>
        <input type="date" required value={on} onInput={(event) => setOn(event.currentTarget.value)} />
      </Ask>
    </Sheet>
  )
}

const Units = ({ all }: { all: Json[] }) =>
  all.map(({ id, name }) => (
    <option key={id} value={id}>
      {name}
    </option>
  ))
