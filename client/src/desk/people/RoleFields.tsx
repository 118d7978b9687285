import { useEffect } from 'preact/hooks'
import type { Unit } from '../../core/types/account'
import { DateInput } from '../../parts/DateInput'
import { d } from '../../text/desk'
import { catalogUnits } from '../shared/foundUnits'
import { givable, KIND_OF, roleWord } from '../shared/roles'
import { Ask } from '../shared/Sheet'
import { UnitPicker } from '../shared/UnitPicker'

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

const open = ({ ended }: Unit) => !ended || Date.parse(ended) > Date.now()

/** The inputs for a role to be given: which role, in which unit of the kind that has it, and from which day. */
export function RoleFields({ wanted, change, moving = false }: Props) {
  const units = catalogUnits().filter((unit) => open(unit) && unit.kind === KIND_OF[wanted.role])
  // One unit needs no choice; of several, and for somebody who is to leave another, none is chosen.
  const single = units.length === 1 && !moving ? units[0]?.id : undefined
  const only = units.some(({ id }) => id === wanted.unit) ? null : (single ?? '')
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
      <UnitPicker
        class="ask"
        label={d('desk.unit')}
        required
        value={wanted.unit}
        choose={(unit) => change({ ...wanted, unit })}
        among={units}
      />
      {!moving && (
        <Ask label={d('people.since')}>
          <DateInput name="since" required value={wanted.since} set={(since) => change({ ...wanted, since })} />
        </Ask>
      )}
    </>
  )
}
