import type { Bilingual } from './json'

export type Choice = { value: string; label: Bilingual; retired?: boolean; least?: number }

/** A heading over fields; with `most` the numbers under it are points. */
export type Section = { key: string; title: Bilingual; most?: number; adds: 'points' | 'bonus' | 'penalty' }

export interface Field {
  name: string
  type: string
  label: Bilingual
  help?: Bilingual
  required?: boolean
  range?: [number, number]
  length?: [number, number]
  places?: number
  plausible?: [number, number]
  unit?: Bilingual
  choices?: Choice[]
  choices_from?: string
  show_when?: { field: string; equals: string | number | boolean }
  copy_from?: { field: string; of: string }
  to?: string
  across?: boolean
  fields?: Field[]
  section?: string
  points?: string
  computed?: { how: 'total' | 'rating' | 'all'; of?: string[] }
  /** Levels or kinds of the units that it applies to; all, if it is left out. */
  applies_to?: string[]
  retired?: boolean
}

export interface Register {
  key: string
  version: number
  title: Bilingual
  help?: Bilingual
  by: string[]
  period: string
  natural_key: boolean
  period_from: string | null
  review: string[]
  /** Statuses whose records count in the figures; catalogs of older servers lack it. */
  counts?: string[]
  list?: { title?: string }
  applies_to?: string[]
  sections?: Section[]
  /**
   * Set where a record means "nothing to report": the fields that name the register and the period that it is about.
   */
  nothing?: { register: string; period: string }
  rules: { check: string; fields: [string, string] }[]
  fields: Field[]
}
