import { useState } from 'preact/hooks'
import { change } from '../../api/requests'
import { fold } from '../../core/folding'
import type { Json } from '../../core/types/json'
import { DateInput } from '../../parts/DateInput'
import { toast } from '../../parts/Toast'
import { d } from '../../text/desk'
import { day, number, today } from '../../text/format'
import type { Findable } from '../shared/foundUnits'
import { Ask, Sheet } from '../shared/Sheet'
import { Staying } from '../shared/Staying'
import { UnitPicker } from '../shared/UnitPicker'
import { useResource } from '../shared/useResource'
import { Shares } from './Shares'

interface Props {
  unit: Json
  units: Json[]
  close: () => void
}

const plain = (text: string) => fold(text).trim().split(/\s+/).join(' ')

/**
 * The dialog that merges a school into another or splits it into several. It says what will happen, and wants the
 * school's name typed; unless the person says otherwise, it happens tomorrow at the earliest.
 */
export function EndSheet({ unit, units, close }: Props) {
  const schools = units.filter((one) => one.kind === 'school' && !one.ended && one.id !== unit.id)
  const [into, setInto] = useState([''])
  const [sent, setSent] = useState<Record<string, string>>({})
  const [sites, setSites] = useState<Record<string, string>>({})
  const [atOnce, setAtOnce] = useState(false)
  const [later, setLater] = useState(today(1))
  const on = atOnce ? today() : later
  const theirs = units.filter((one) => one.kind === 'site' && one.parent === unit.id && !one.ended)
  const staff: Json[] = useResource(`/api/people?unit=${unit.id}&limit=500`).found?.body.people ?? []
  const staying = useResource(`/api/units/${unit.id}/end`)
  const chosen = schools.filter(({ id }) => into.includes(id))
  const first = chosen.length === 1 ? chosen[0]?.id : undefined
  const send = async (once: string) => {
    const people = Object.fromEntries(Object.entries(sent).filter(([, to]) => into.includes(to)))
    const kept = Object.fromEntries(theirs.map(({ id }) => [id, first ?? sites[id]]))
    await change('POST', `/api/units/${unit.id}/end`, { into, on, people, sites: kept }, unit.version, once)
    toast(d('units.ended_done', { name: unit.name, day: day(on) }))
  }
  return (
    <Sheet title={d('units.end_title', { name: unit.name })} go={d('units.end_now')} send={send} close={close}>
      <p class="meta">{d('units.end_why')}</p>
      {into.map((id, at) => (
        <UnitPicker
          key={at}
          class="ask"
          label={d(at ? 'units.into_too' : 'units.into')}
          required
          near={unit.parent}
          value={id}
          choose={(chosen) => setInto(into.map((one, place) => (place === at ? chosen : one)))}
          among={schools.filter((one) => one.id === id || !into.includes(one.id)) as Findable[]}
        />
      ))}
      {into.length < schools.length && (
        <button type="button" class="plain" onClick={() => setInto([...into, ''])}>
          {d('units.split')}
        </button>
      )}
      {chosen.length > 1 && <Shares title="units.sites_go" of={theirs} to={chosen} given={sites} give={setSites} />}
      {chosen.length > 1 && (
        <Shares title="units.people_go" of={staff} to={chosen} given={sent} give={setSent} usual={into[0]} />
      )}
      <Ask label={d('units.end_day')}>
        <DateInput required min={atOnce ? undefined : today(1)} disabled={atOnce} value={on} set={setLater} />
      </Ask>
      <label class="tick">
        <input type="checkbox" checked={atOnce} onChange={(event) => setAtOnce(event.currentTarget.checked)} />
        {d('units.end_today')}
      </label>
      {chosen.length > 0 && (
        <section class="note waiting">
          <p>
            {d(atOnce ? 'units.end_what_today' : 'units.end_what', {
              day: day(on),
              people: number(unit.people),
              sites: number(theirs.length),
              name: unit.name,
              into: chosen.map(({ name }) => name).join(', '),
            })}
          </p>
          <Staying resource={staying} name={unit.name} />
        </section>
      )}
      <NameTyped name={unit.name} />
    </Sheet>
  )
}

/** The input in which the name of the school that ends is typed, lest another one be meant; diacritics may be left out. */
function NameTyped({ name }: { name: string }) {
  const [typed, setTyped] = useState('')
  const fault = plain(typed) === plain(name) ? '' : d('units.end_name_wrong', { name })
  return (
    <Ask label={d('units.end_name', { name })}>
      <input
        required
        autocomplete="off"
        value={typed}
        ref={(input) => input?.setCustomValidity(fault)}
        onInput={(event) => setTyped(event.currentTarget.value)}
      />
    </Ask>
  )
}
