import { d } from '../../text/desk'
import { setFilters } from './Filters'
import { catalogUnits, type Findable } from './foundUnits'
import { UnitPicker } from './UnitPicker'

interface Props {
  /** The label of the choice of no unit; without it, one must be taken. */
  none?: string
  /** The id of the unit whose own stand before the others. */
  near?: string
  /** Units that can be taken beside those in the catalog. */
  beside?: Findable[]
  query: URLSearchParams
}

/** The filter of a list by unit: a choice goes into the address at once. */
export const UnitFilter = ({ none, near, beside = [], query }: Props) => (
  <UnitPicker
    class="choose of-unit"
    label={d('desk.unit')}
    value={query.get('unit') ?? ''}
    choose={(unit) => setFilters({ unit, cursor: null })}
    among={among(beside)}
    none={none}
    near={near}
  />
)

function among(beside: Findable[]): Findable[] {
  const known = catalogUnits()
  return [...known, ...beside.filter(({ id }) => !known.some((one) => one.id === id))]
}
