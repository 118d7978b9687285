import type { Json } from '../../core/types/json'

/** Units as the options of an HTML select, with the unit's id as value. */
export const UnitOptions = ({ all }: { all: Json[] }) =>
  all.map(({ id, name }) => (
    <option key={id} value={id}>
      {name}
    </option>
  ))
