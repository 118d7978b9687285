import { DateInput } from '../../parts/DateInput'
import { d } from '../../text/desk'
import { today } from '../../text/format'
import { Ask } from './Sheet'

/** The first day of a change, and whether it is wanted at once: such a day has come, and cannot be taken back. */
export interface FirstDay {
  on: string
  atOnce: boolean
}

/** Tomorrow, from which on a change can still be taken back. */
export const tomorrow = (): FirstDay => ({ on: today(1), atOnce: false })

/**
 * The inputs for the first day of a change: tomorrow or later, unless the person says that it is to be today or was
 * before; `label` says of what it is the first day.
 */
export function FromDay({ label, day, change }: { label: string; day: FirstDay; change: (day: FirstDay) => void }) {
  return (
    <>
      <Ask label={label}>
        <DateInput
          name="since"
          required
          min={day.atOnce ? undefined : today(1)}
          max={day.atOnce ? today() : undefined}
          value={day.on}
          set={(on) => change({ ...day, on })}
        />
      </Ask>
      <label class="tick">
        <input
          type="checkbox"
          checked={day.atOnce}
          onChange={({ currentTarget: { checked } }) => change({ on: checked ? today() : today(1), atOnce: checked })}
        />
        {d('people.at_once')}
      </label>
    </>
  )
}
