import { useState } from 'preact/hooks'
import { change } from '../../api/requests'
import type { Json } from '../../core/types/json'
import { toast } from '../../parts/Toast'
import { d } from '../../text/desk'
import { day } from '../../text/format'
import { refusalWords } from '../shared/Sheet'
import { useOnce } from '../shared/useOnce'
import { levelWord } from './kinds'

interface Props {
  unit: Json
  units: Json[]
  arranges: boolean
  again: () => void
}

/** Says what a unit is to become on a day to come; who may change units (`arranges`) can cancel that here. */
export function PlannedChange({ unit, units, arranges, again }: Props) {
  const [fault, setFault] = useState<string>()
  const [once, next] = useOnce()
  const { at, change: wanted } = unit.planned
  const named = (id: string) => units.find((one) => one.id === id)?.name ?? id
  const parts = [
    wanted.name && `${d('units.name')}: ${wanted.name}`,
    wanted.level && `${d('units.level')}: ${levelWord(wanted.level)}`,
    wanted.parent && `${d('units.place')}: ${named(wanted.parent)}`,
    wanted.reports_to && `${d('units.line')}: ${named(wanted.reports_to)}`,
  ].filter(Boolean)
  const keep = async () => {
    try {
      await change('DELETE', `/api/units/${unit.id}/change`, undefined, unit.version, once)
      toast(d('units.change_kept', { name: unit.name }))
    } catch (refused) {
      setFault(refusalWords(refused).join(' '))
    }
    next()
    again()
  }
  return (
    <section class="note waiting">
      <h2>{d('units.change_planned', { day: day(at) })}</h2>
      <ul class="lines">
        {parts.map((part) => (
          <li key={part}>{part}</li>
        ))}
      </ul>
      {arranges && (
        <button type="button" class="secondary" onClick={() => void keep()}>
          {d('units.change_keep')}
        </button>
      )}
      {fault && (
        <p class="fault" role="alert">
          {fault}
        </p>
      )}
    </section>
  )
}
