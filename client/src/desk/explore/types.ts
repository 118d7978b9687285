/** Types of the server's answer to /api/explore. */

import type { Period } from '../../core/types/catalog'
import type { Behind, Figure, Measure, Place } from '../overview/types'

/** By what figures may be divided; a field has a `label`. */
export interface Dimension {
  key: string
  label?: string
}
/** A row or column with the figure over all of it. `behind`: what it adds to the query of the records behind. */
export interface Line extends Figure {
  key: string
  label: string
  behind: Behind
}
/**
 * `cells`: the row's figure in each column, null where nothing was counted. `before`: the value of the same months a
 * year before, to whose records `behind_before` leads.
 */
export interface TableRow extends Line {
  cells?: (Figure | null)[]
  before?: number | null
  behind_before?: Behind
}
/**
 * A measure by one or two dimensions. `uncounted`: so many records are to be read for the cells, which are then absent,
 * that it is ordered.
 * `more_rows`, `more_columns`: how many, the smallest, are left out. `empty`: the present period without figures.
 */
export interface Explored {
  as_of: string
  unit: Place
  register: string
  period: Period
  status: string[]
  measure: Omit<Measure, 'charted' | 'total' | 'behind'>
  rows_by: Dimension
  columns_by: Dimension | null
  dimensions: Dimension[]
  total: Figure
  behind: Behind
  rows: TableRow[]
  columns: Line[]
  more_rows: number
  more_columns: number
  /** The total of the same months a year before, up to the month `through` while the period runs. */
  before?: Figure
  behind_before?: Behind
  through?: string
  uncounted?: boolean
  empty?: Period
}
/** How far a table is counted: `left` of `records` are still to be read. `none`: nobody has ordered it. */
export interface Progress {
  state: 'none' | 'queued' | 'working' | 'failed' | 'done'
  records: number
  left: number
}
