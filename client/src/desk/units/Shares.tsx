import type { Json } from '../../core/types/json'
import { type DeskKey, d } from '../../text/desk'
import { Ask } from '../shared/Sheet'
import { UnitOptions } from './UnitOptions'

interface Props {
  title: DeskKey
  /** The people or sites of a school that is split. */
  of: Json[]
  /** The schools that it is split into. */
  to: Json[]
  /** Id of a person or site → id of the school that it goes to. */
  given: Record<string, string>
  give: (given: Record<string, string>) => void
  /** The school of those that nobody has chosen one for; without it each has to be chosen. */
  usual?: string | undefined
}

/** The part of a split that asks of each person or site to which school it goes. */
export function Shares({ title, of, to, given, give, usual }: Props) {
  if (!of.length) return null
  return (
    <>
      <h3>{d(title)}</h3>
      {of.map(({ id, name }) => (
        <Ask key={id} label={name}>
          <select
            required
            value={to.some((one) => one.id === given[id]) ? given[id] : (usual ?? '')}
            onChange={(event) => give({ ...given, [id]: event.currentTarget.value })}
          >
            {!usual && <option value="">{d('units.choose')}</option>}
            <UnitOptions all={to} />
          </select>
        </Ask>
      ))}
    </>
  )
}
