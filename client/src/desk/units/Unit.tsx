import './Unit.css'
import { useState } from 'preact/hooks'
import { change } from '../../api/requests'
import type { Json } from '../../core/types/json'
import { Icon } from '../../parts/Icon'
import { toast } from '../../parts/Toast'
import { d } from '../../text/desk'
import { day, number } from '../../text/format'
import { refusalWords } from '../shared/Sheet'
import { Title } from '../shared/Title'
import { useOnce } from '../shared/useOnce'
import { EndSheet } from './EndSheet'
import { kindWord } from './kinds'
import { PlannedChange } from './PlannedChange'
import { UnitSheet } from './UnitSheet'

interface Props {
  unit: Json
  units: Json[]
  arranges: boolean
  again: () => void
}

type Doing = 'change' | 'make' | 'end'

/**
 * The page of one unit: its names, place and people, and buttons for what may be done with it. `units` holds all units,
 * `arranges` says whether this account may change units.
 */
export function UnitPage({ unit, units, arranges, again }: Props) {
  const [doing, setDoing] = useState<Doing | null>(null)
  const named = (id: string) => units.find((one) => one.id === id)
  const below = units.filter((one) => one.parent === unit.id)
  const close = () => {
    setDoing(null)
    again()
  }
  return (
    <>
      <a class="plain back-to" href="/so/don-vi">
        <Icon name="back" /> {d('nav.units')}
      </a>
      <div class="sides">
        <header>
          <Title>{unit.name}</Title>
          <p class="meta">{[kindWord(unit), unit.code].filter(Boolean).join(' · ')}</p>
        </header>
        <div class="main">
          {unit.ended && (
            <p class="note waiting">
              {planned(unit)
                ? d('units.planned', {
                    day: day(unit.ended),
                    before: day(new Date(Date.parse(unit.ended) - 1).toISOString()),
                  })
                : d('units.ended_on', { day: day(unit.ended) })}{' '}
              {unit.successors.map((id: string) => (
                <a key={id} href={`/so/don-vi/${id}`}>
                  {named(id)?.name ?? id}
                </a>
              ))}
            </p>
          )}
          {unit.planned && <PlannedChange unit={unit} units={units} arranges={arranges} again={again} />}
          <Facts unit={unit} units={units} />
          {below.length > 0 && (
            <section>
              <h2>{d(unit.kind === 'school' ? 'units.sites' : 'units.below')}</h2>
              <ul class="lines">
                {below.map((one) => (
                  <li key={one.id}>
                    <a href={`/so/don-vi/${one.id}`}>{one.name}</a> <span class="meta">{kindWord(one)}</span>
                  </li>
                ))}
              </ul>
            </section>
          )}
        </div>
        <Actions unit={unit} arranges={arranges} start={setDoing} again={again} />
      </div>
      {doing === 'change' && <UnitSheet unit={unit} units={units} close={close} />}
      {doing === 'make' && <UnitSheet parent={unit} units={units} close={close} />}
      {doing === 'end' && <EndSheet unit={unit} units={units} close={close} />}
    </>
  )
}

/**
 * The facts about a unit: the unit in which it lies and the one to which it reports, its other names, a link to its
 * people, and the units that have ended and of which it is a successor.
 */
function Facts({ unit, units }: { unit: Json; units: Json[] }) {
  const named = (id: string) => units.find((one) => one.id === id)
  const went = units.filter((one) => one.successors.includes(unit.id))
  return (
    <dl class="facts">
      <Fact label={d('units.place')} unit={named(unit.parent)} />
      {unit.kind === 'school' && <Fact label={d('units.line')} unit={named(unit.reports_to)} />}
      {unit.begins && (
        <div>
          <dt>{d('units.begins')}</dt>
          <dd>{day(unit.begins)}</dd>
        </div>
      )}
      {unit.sector_code && (
        <div>
          <dt>{d('units.sector_code')}</dt>
          <dd>{unit.sector_code}</dd>
        </div>
      )}
      {unit.aliases.length > 0 && (
        <div>
          <dt>{d('units.aliases')}</dt>
          <dd>{unit.aliases.join(', ')}</dd>
        </div>
      )}
      <div>
        <dt>{d('nav.people')}</dt>
        <dd>
          <a href={`/so/nguoi?unit=${unit.id}`}>{d('units.people', { n: number(unit.people) })}</a>
        </dd>
      </div>
      {went.length > 0 && (
        <div>
          <dt>{d('units.went_on_from')}</dt>
          <dd>
            {went.map((one) => (
              <a key={one.id} href={`/so/don-vi/${one.id}`}>
                {one.name}
              </a>
            ))}
          </dd>
        </div>
      )}
    </dl>
  )
}

interface ActionsProps {
  unit: Json
  arranges: boolean
  start: (doing: Doing) => void
  again: () => void
}

/** Whether the unit is to end on a day that is still to come. */
const planned = (unit: Json) => !!unit.ended && Date.parse(unit.ended) > Date.now()

/** Buttons for what those who may change units (`arranges`) can do with a unit, and a link to its audit trail. */
function Actions({ unit, arranges, start, again }: ActionsProps) {
  const [fault, setFault] = useState<string>()
  const [once, next] = useOnce()
  const keep = async () => {
    try {
      await change('DELETE', `/api/units/${unit.id}/end`, undefined, unit.version, once)
      toast(d('units.kept', { name: unit.name }))
    } catch (refused) {
      setFault(refusalWords(refused).join(' '))
    }
    next()
    again()
  }
  return (
    <aside>
      {arranges && !unit.ended && (
        <button type="button" class="secondary" onClick={() => start('change')}>
          {d('units.change')}
        </button>
      )}
      {arranges && !unit.ended && unit.kind !== 'site' && (
        <button type="button" class="secondary" onClick={() => start('make')}>
          {d('units.make_below')}
        </button>
      )}
      {arranges && !unit.ended && unit.kind === 'school' && (
        <button type="button" class="plain" onClick={() => start('end')}>
          {d('units.end')}
        </button>
      )}
      {arranges && planned(unit) && (
        <button type="button" class="secondary" onClick={() => void keep()}>
          {d('units.keep')}
        </button>
      )}
      {fault && (
        <p class="fault" role="alert">
          {fault}
        </p>
      )}
      <a class="plain" href={`/so/nhat-ky?unit=${unit.id}`}>
        {d('people.trail')}
      </a>
    </aside>
  )
}

function Fact({ label, unit }: { label: string; unit: Json | undefined }) {
  if (!unit) return null
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <a href={`/so/don-vi/${unit.id}`}>{unit.name}</a>
      </dd>
    </div>
  )
}
