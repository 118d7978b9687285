import { useState } from 'preact/hooks'
import { change } from '../../api/requests'
import type { Json } from '../../core/types/json'
import { dayOf } from '../../core/vietnam'
import { toast } from '../../parts/Toast'
import { type DeskKey, d } from '../../text/desk'
import { today } from '../../text/format'
import { Ask, Sheet } from '../shared/Sheet'
import { BELOW, LEVELS, levelWord } from './kinds'
import { UnitOptions } from './UnitOptions'

interface Props {
  units: Json[]
  close: () => void
}

/** The dialog that changes the given `unit`, or, without one, makes a new one below `parent`. */
export function UnitSheet({ unit, parent, units, close }: Props & { unit?: Json; parent?: Json }) {
  const places = units.filter((one) => BELOW[one.kind] && !one.ended && (!unit || BELOW[one.kind] === unit.kind))
  const [place, setPlace] = useState<string>(unit?.parent ?? parent?.id ?? places[0]?.id ?? '')
  const [chosen, choose] = useState<string>(unit?.reports_to ?? '')
  const [name, setName] = useState<string>(unit?.name ?? '')
  const [code, setCode] = useState<string>(unit?.code ?? '')
  const [level, setLevel] = useState<string>(unit?.level ?? 'TH')
  const began: string = unit ? (unit.begins ? dayOf(unit.begins) : '') : today()
  const [begins, setBegins] = useState(began)
  const above = units.find((one) => one.id === place)
  const kind: string = unit?.kind ?? BELOW[above?.kind] ?? 'site'
  const superiors = [above, units.find((one) => one.kind === 'province')].filter((one): one is Json => !!one)
  const reports = superiors.some((one) => one.id === chosen) ? chosen : place
  const send = async (once: string) => {
    const body: Json = { name: name.trim(), code: code.trim() || null }
    if (kind === 'school') body.level = level
    if (begins && begins !== (unit ? began : '')) body.begins = begins
    if (unit) {
      if (place !== unit.parent) body.parent = place
      if (kind === 'school' && reports !== unit.reports_to) body.reports_to = reports
      await change('PATCH', `/api/units/${unit.id}`, body, unit.version)
    } else {
      const made = { ...body, kind, parent: place, ...(kind === 'school' && { reports_to: reports }) }
      await change('POST', '/api/units', made, undefined, once)
    }
    toast(d('office.kept'))
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
            <UnitOptions all={places} />
          </select>
        </Ask>
      )}
      {!unit && <p class="meta">{d('units.kind_is', { kind: d(`kind.${kind}` as DeskKey) })}</p>}
      {kind === 'school' && (
        <>
          <Ask label={d('units.line')}>
            <select value={reports} onChange={(event) => choose(event.currentTarget.value)}>
              <UnitOptions all={superiors} />
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
      {unit?.kind !== 'province' && <Begins value={begins} set={setBegins} required={!unit || !!began} />}
      <Ask label={d('units.code')}>
        <input maxLength={200} value={code} onInput={(event) => setCode(event.currentTarget.value)} />
      </Ask>
    </Sheet>
  )
}

/** The first day with a unit; it is not `required` of one that was there before all periods. */
function Begins({ value, set, required }: { value: string; set: (day: string) => void; required: boolean }) {
  return (
    <Ask label={d('units.begins')} help={d('units.begins_help')}>
      <input
        type="date"
        name="begins"
        required={required}
        value={value}
        onInput={(event) => set(event.currentTarget.value)}
      />
    </Ask>
  )
}
