import { useEffect } from 'preact/hooks'
import type { Unit } from '../../core/types/account'
import { DateInput } from '../../parts/DateInput'
import { atHand } from '../../records/catalog'
import { d } from '../../text/desk'
import { givable, KIND_OF, roleWord } from '../shared/roles'
import { Ask } from '../shared/Sheet'
import { unitChoices } from '../shared/unitChoices'

/** A role to be given: its name, the unit's id, and the first day. */
export interface Wanted {
  role: string
  unit: string
  since: string
}

interface Props {
  wanted: Wanted
  change: (wanted: Wanted) => void
  /** Whether the unit is chosen by the person even where there is only one, and the day is asked for elsewhere. */
  moving?: boolean
}

const open = (unit: Unit | undefined) => !unit?.ended || Date.parse(unit.ended) > Date.now()

/** The inputs for a role to be given: which role, in which unit of the kind that has it, and from which day. */
export function RoleFields({ wanted, change, moving = false }: Props) {
  const known = new Map((atHand()?.units ?? []).map((unit) => [unit.id, unit]))
  const units = unitChoices().filter(([id]) => open(known.get(id)) && known.get(id)?.kind === KIND_OF[wanted.role])
  // One unit needs no choice; of several, and for somebody who is to leave another, none is chosen.
  const single = units.length === 1 && !moving ? units[0]?.[0] : undefined
  const only = units.some(([id]) => id === wanted.unit) ? null : (single ?? '')
  useEffect(() => {
    if (only !== null && only !== wanted.unit) change({ ...wanted, unit: only })
  }, [only])
  return (
    <>
      <Ask label={d('people.role')}>
        <select
          name="role"
          value={wanted.role}
          onChange={(event) => change({ ...wanted, role: event.currentTarget.value })}
        >
          {givable().map((role) => (
            <option key={role} value={role}>
              {roleWord(role)}
            </option>
          ))}
        </select>
      </Ask>
      <Ask label={d('desk.unit')}>
        <select
          name="unit"
          required
          value={wanted.unit}
          onChange={(event) => change({ ...wanted, unit: event.currentTarget.value })}
        >
          {!single && <option value="">{d('people.choose_unit')}</option>}
          {units.map(([id]) => (
            <option key={id} value={id}>
              {known.get(id)?.name}
            </option>
          ))}
        </select>
      </Ask>
      {!moving && (
        <Ask label={d('people.since')}>
          <DateInput name="since" required value={wanted.since} set={(since) => change({ ...wanted, since })} />
        </Ask>
      )}
    </>
  )
}
