/** What /api/overview answers. */

import type { Period } from '../../core/types/catalog'

export interface Figure {
  value: number | null
  n?: number
  d?: number
}
export interface Row extends Figure {
  key: string
  label: string
  before?: number | null
}
/** Parameters of a list of records. */
export type Behind = Record<string, string>
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
export interface Section {
  by: string
  label?: string
  charts: { measure: string; rows: Row[]; more: number }[]
}
export interface Place {
  id: string
  name: string
  kind: 'province' | 'commune' | 'school' | 'site'
  level?: string | null
}
export interface Glanced {
  register: string
  title: string
  kind: string | null
  units: number
  reported: number
  waiting: number
  period?: Period
  measure?: Omit<Measure, 'charted' | 'behind'>
}
export interface Standing {
  order: string[]
  counted: string[]
  total: Record<string, number>
  rows: { key: string; label: string; parts: Record<string, number> }[]
}
export interface Named {
  id: string
  name: string
  parent: string | null
}
export interface Complete {
  kind: string | null
  units: number
  reported: number
  unsent: number
  missing: Named[]
  holding: Named[]
}
export interface Source {
  id: string
  title: string
  unit: string
  unit_name: string
  taken: number
  by: { unit: string; name: string; records: number; source?: Source }[]
}
export interface Overview {
  as_of: string
  unit: Place
  path: Place[]
  below: Place[]
  register: string
  title: string
  period: Period
  periods: Period[]
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
