/** What the server says of a workbook of records; docs of the API name every member. */

import type { Json } from '../../../core/types/json'

export type Column = { at: number; title: string; samples: string[] }
export type Said = { vi: string; en: string }
export type Sheet = { name: string; rows: number; header: number; columns: Column[]; fault: Said | null }

/** Where the answer to a field comes from: a column, or one value for all rows; `values` says what a cell's text means. */
export type Source = { field: string; column?: number | null; value?: Json[string]; values?: Json }

/** How the rows of a sheet become records; a column is its place from 0. */
export interface Mapping {
  sheet: number
  header: number
  register: string
  unit: string | null
  unit_column: number | null
  units: Record<string, string>
  period: string | null
  period_column: number | null
  key_column: number | null
  totals: boolean
  skip: number[]
  fields: Source[]
}

export type State = 'new' | 'same' | 'faulty' | 'left_out'

/** A workbook that was uploaded; `again`: nothing was written, as its rows would by now become something else. */
export interface Upload {
  id: string
  name: string
  applied: string | null
  sheets: Sheet[]
  mapping: Mapping | null
  counts: Record<State, number>
  digest: string | null
  fault: Said | null
  again?: boolean
}

export type CellFault = Said & {
  code: string
  column?: number
  field?: string
  value?: string
  units?: [id: string, name: string][]
}

export interface PlannedRow {
  row: number
  state: State
  unit: string | null
  unit_name: string | null
  period: string | null
  set: Json
  faults: CellFault[]
  remarks: (Said & { code: string })[]
}

/** What Excel calls a column, from its place from 0. */
export const letter = (at: number): string =>
  (at >= 26 ? letter(Math.floor(at / 26) - 1) : '') + String.fromCharCode(65 + (at % 26))

/** What a column is called in a choice: its letter, and its heading. */
export const columnName = ({ at, title }: Column): string => (title ? `${letter(at)} · ${title}` : letter(at))
