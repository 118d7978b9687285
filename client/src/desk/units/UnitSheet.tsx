import { useState } from 'preact/hooks'
import { change } from '../../api/requests'
import type { Json } from '../../core/types/json'
import { dayOf } from '../../core/vietnam'
import { DateInput } from '../../parts/DateInput'
import { toast } from '../../parts/Toast'
import { type DeskKey, d } from '../../text/desk'
import { day, today } from '../../text/format'
import type { Findable } from '../shared/foundUnits'
import { Ask, Sheet } from '../shared/Sheet'
import { UnitPicker } from '../shared/UnitPicker'
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
  const [sectorCode, setSectorCode] = useState<string>(unit?.sector_code ?? '')
  const [level, setLevel] = useState<string>(unit ? (unit.level ?? '') : 'TH')
  const [on, setOn] = useState(today())
  const began: string = unit ? (unit.begins ? dayOf(unit.begins) : '') : today()
  const [begins, setBegins] = useState(began)
  const above = units.find((one) => one.id === place)
  const kind: string = unit?.kind ?? BELOW[above?.kind] ?? 'site'
  const superiors = [above, units.find((one) => one.kind === 'province')].filter((one): one is Json => !!one)
  const reports = superiors.some((one) => one.id === chosen) ? chosen : place
  const was = kind === 'school' ? [unit?.level ?? '', unit?.reports_to] : []
  const dated = !!unit && changed([unit.name, unit.parent, ...was], [name.trim(), place || null, level, reports])
  const send = async (once: string) => {
    const body: Json = { name: name.trim(), code: code.trim() || null, sector_code: sectorCode.trim() || null }
    if (kind === 'school' && level) body.level = level
    if (dated) body.on = on
    if (begins && begins !== (unit ? began : '')) body.begins = begins
    if (unit) {
      if (place !== unit.parent) body.parent = place
      if (kind === 'school' && reports !== unit.reports_to) body.reports_to = reports
      await change('PATCH', `/api/units/${unit.id}`, body, unit.version)
    } else {
      const made = { ...body, kind, parent: place, ...(kind === 'school' && { reports_to: reports }) }
      await change('POST', '/api/units', made, undefined, once)
    }
    toast(dated && on > today() ? d('units.change_done', { day: day(on) }) : d('office.kept'))
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
        <UnitPicker
          class="ask"
          label={d('units.place')}
          required
          value={place}
          choose={setPlace}
          among={places as Findable[]}
        />
      )}
      {!unit && <p class="meta">{d('units.kind_is', { kind: d(`kind.${kind}` as DeskKey) })}</p>}
      {kind === 'school' && (
        <>
          <Ask label={d('units.line')}>
            <select value={reports} onChange={(event) => choose(event.currentTarget.value)}>
              <UnitOptions all={superiors} />
            </select>
          </Ask>
          <Level value={level} set={setLevel} />
        </>
      )}
      {dated && <From value={on} set={setOn} />}
      {unit?.kind !== 'province' && <Begins value={begins} set={setBegins} required={!unit || !!began} />}
      <Ask label={d('units.code')}>
        <input maxLength={200} value={code} onInput={(event) => setCode(event.currentTarget.value)} />
      </Ask>
      <Ask label={d('units.sector_code')}>
        <input maxLength={200} value={sectorCode} onInput={(event) => setSectorCode(event.currentTarget.value)} />
      </Ask>
    </Sheet>
  )
}

/** Whether one of these is to be another; of `now` only as many are looked at as there were before. */
const changed = (before: unknown[], now: unknown[]) => before.some((one, at) => (one ?? '') !== (now[at] ?? ''))

/** The level of a school; the empty choice is offered as long as it has none. */
function Level({ value, set }: { value: string; set: (level: string) => void }) {
  return (
    <Ask label={d('units.level')}>
      <select value={value} onChange={(event) => set(event.currentTarget.value)}>
        {!value && <option value="" />}
        {LEVELS.map((one) => (
          <option key={one} value={one}>
            {levelWord(one)}
          </option>
        ))}
      </select>
    </Ask>
  )
}

/** The first day on which a unit has its new name, level, place or reporting line. */
function From({ value, set }: { value: string; set: (day: string) => void }) {
  return (
    <Ask label={d('units.on')} help={d('units.on_help')}>
      <DateInput name="on" required value={value} set={set} />
    </Ask>
  )
}

/** The first day with a unit; it is not `required` of one that was there before all periods. */
function Begins({ value, set, required }: { value: string; set: (day: string) => void; required: boolean }) {
  return (
    <Ask label={d('units.begins')} help={d('units.begins_help')}>
      <DateInput name="begins" required={required} value={value} set={set} />
    </Ask>
  )
}
