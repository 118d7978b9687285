/** Types of the server's answer to /api/overview. */

import type { Period } from '../../core/types/catalog'

/**
 * The value of a measure, in its own unit; null if it has none. Of a ratio it is `n` divided by `d`, its numerator and
 * denominator.
 */
export interface Figure {
  value: number | null
  n?: number
  d?: number
}
/** A row of a chart: a unit, month or value by key and label, its figure, and the value of a year before. */
export interface Row extends Figure {
  key: string
  label: string
  before?: number | null
}
/** Parameters of /api/records that list the records behind a figure. */
export type Behind = Record<string, string>
/**
 * A measure of the register with its total. `charted`: whether there is a chart of it; `before`: its figure over the
 * same months a year before; `behind` and `behind_before` lead to the records of either.
 */
export interface Measure {
  key: string
  label: string
  kind: string
  flow: string
  unit?: string
  target?: { value: number; source: string }
  charted: boolean
  total: Figure
  before?: Figure
  behind: Behind
  behind_before?: Behind
}
/**
 * The charts whose figures are divided by the same dimension `by`: unit, month, level of units, or a field, which then
 * has a `label`. `more`: how many rows were cut off.
 */
export interface Section {
  by: string
  label?: string
  charts: { measure: string; rows: Row[]; more: number }[]
}
/** A unit by id and name. */
export interface Place {
  id: string
  name: string
  kind: 'province' | 'commune' | 'school' | 'site'
  level?: string | null
}
/**
 * One register: how many units have to report and have, how many records wait for a decision, and one large number
 * (`measure`) of `period`. Both are absent where nothing was ever reported. `before`: that number over the same months a
 * year before, up to the month `through` while the period runs. `chosen`: its place among those above all others.
 */
export interface Glanced {
  register: string
  title: string
  kind: string | null
  units: number
  reported: number
  waiting: number
  period?: Period
  measure?: Omit<Measure, 'charted' | 'behind'>
  before?: Figure
  through?: string
  chosen?: number
}
/**
 * How many records have each status: in `total` in all, in `rows` for each unit below. `counted`: the statuses whose
 * records are in the figures.
 */
export interface Standing {
  order: string[]
  counted: string[]
  total: Record<string, number>
  rows: { key: string; label: string; parts: Record<string, number> }[]
}
/** A unit by id and name; `parent` is the id of the unit in which it lies. */
export interface Named {
  id: string
  name: string
  parent: string | null
}
/**
 * How many units of a kind have to report and have. `missing`: those that have not; `holding`: those with unsent data
 * on somebody's phone, of which there are `unsent`.
 */
export interface Complete {
  kind: string | null
  units: number
  reported: number
  unsent: number
  missing: Named[]
  holding: Named[]
}
/**
 * A record that was replicated: how often in all (`taken`), and by which units (`by`), each with its own record as a
 * source if others replicated that in turn.
 */
export interface Source {
  id: string
  title: string
  unit: string
  unit_name: string
  taken: number
  by: { unit: string; name: string; records: number; source?: Source }[]
}
/**
 * What needs the person who looks at the overview; what would be zero is absent. `waiting`: records for their decision;
 * `overdue`: units and registers past their deadline; `changed`: totals that differ from signed ones, and the report;
 * `unsent`: people whose phones have held work for over two days; `examples`: those that left the public page by themselves.
 */
export interface Needs {
  waiting?: number
  overdue?: { units: number; registers: number }
  changed?: { figures: number; snapshot: string }
  unsent?: number
  examples?: { withdrawn: number; without_photos: number }
}
/**
 * All that the overview shows of a register in a unit and period. `path`: the units above, `below`: those directly
 * below; `glance`: all registers; `spread`: null if records of the register do not replicate others.
 *
 * `before`: the period compared with, up to the month `through` while the present one runs. `empty`: the present
 * period, if it has no figures yet and an earlier one is shown. `as_of`: the moment at which the figures were read.
 */
export interface Overview {
  as_of: string
  unit: Place
  path: Place[]
  below: Place[]
  register: string
  title: string
  period: Period
  periods: Period[]
  needs: Needs
  glance: Glanced[]
  measures: Measure[]
  charts: Section[]
  standing: Standing
  complete: Complete
  spread: { field: string; label: string; taken: number; sources: Source[]; more: number } | null
  before?: { period: string; through?: string }
  empty?: Period
  demo: boolean
}
