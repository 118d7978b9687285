/** Checks one value of one field and normalizes it. Same rules as sync/registers/values.py. */

import { letters } from './letters'
import type { Json } from './types/json'
import type { Fault } from './types/mutation'
import type { Field } from './types/register'

export type Value = Json[string]
/** Name of a source in `choices_from` (such as "sites") → the values that it allows now. */
export type Options = Record<string, string[]>

export const MOST_ENTRIES = 200
const EXACT = 2 ** 53
const LONGEST_ID = 64
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const PLACE: [number, number][] = [
  [-90, 90],
  [-180, 180],
]

/** Thrown for a value that its field does not allow; `fault` holds the rule that it breaks. */
export class Wrong extends Error {
  constructor(readonly fault: Fault) {
    super(fault.rule)
  }
}

/** Throws Wrong for the rule of that name, with the rule's own values. */
export const wrong = (rule: string, more: Json = {}): never => {
  throw new Wrong({ rule, ...more })
}

/**
 * Checks `value` against its field and gives it as it is to be stored, with texts in Unicode's NFC. Throws Wrong where
 * the field does not allow it. `options` lists what `choices_from` allows; without it any short text passes there.
 */
export function clean(field: Field, value: Value, options?: Options): Value {
  const check = CHECKS[field.type] ?? any
  return check(field, value, options)
}

/** Whether a value counts as no answer: null, undefined, a blank text or an empty list. */
export const missing = (value: Value) =>
  value === undefined || value === null || value.length === 0 || (typeof value === 'string' && !value.trim())

/** The length of a text in Unicode code points, as the server counts it; not in UTF-16 units as `length` does. */
export const lengthOf = (text: string) => [...text].length

export const isNumber = (value: Value): value is number => typeof value === 'number' && Number.isFinite(value)

const any = (_field: Field, value: Value) => value

function text(field: Field, value: Value): string {
  if (typeof value !== 'string') return wrong('type', { type: field.type })
  const [low, high] = field.length ?? [0, field.type === 'longtext' ? 20_000 : 2_000]
  const kept = value.normalize()
  return letters(kept) > high ? wrong('length', { length: [low, high], message: field.constraint_message }) : kept
}

function number(field: Field, value: Value): number {
  if (!isNumber(value) || (field.type === 'integer' && !Number.isInteger(value))) {
    return wrong('type', { type: field.type })
  }
  const [low, high] = field.range ?? [-EXACT, EXACT]
  if (value < low || value > high) return wrong('range', { range: [low, high], message: field.constraint_message })
  const most = field.places ?? (field.type === 'decimal' ? 3 : 0)
  return places(value) > most ? wrong('places', { places: most }) : value
}

/** How many digits follow the decimal point when the number is written in its shortest form. */
function places(value: number): number {
  const [digits = '', power = '0'] = String(value).split('e')
  return Math.max(0, (digits.split('.')[1] ?? '').length - Number(power))
}

/** A check that gives the value as it is where `fits` says so, and else says that it is not of the field's type. */
const only =
  <T extends Value>(fits: (value: Value, type: string) => boolean) =>
  ({ type }: Field, value: Value): T =>
    fits(value, type) ? (value as T) : wrong('type', { type })

/** A day, a time of the day, or both. There is one if JavaScript writes it as it was given: it takes 31 June for 1 July. */
const moment = only<string>((value, type) => {
  const whole = type === 'date' ? `${value}T00:00` : type === 'time' ? `2000-01-01T${value}` : `${value}`
  return typeof value === 'string' && whole >= '0001' && new Date(`${whole}Z`).toJSON()?.slice(0, 16) === whole
})

function known(field: Field, value: Value, options?: Options): string {
  if (typeof value !== 'string') return wrong('type', { type: field.type })
  const chosen = value.normalize()
  const offered = field.choices_from ? options?.[field.choices_from] : field.choices?.map((choice) => choice.value)
  const length = lengthOf(chosen)
  const allowed = offered ? offered.includes(chosen) : !!field.choices_from && 0 < length && length <= LONGEST_ID
  return allowed ? chosen : wrong('choices')
}

const account = only<string>((value) => typeof value === 'string' && UUID.test(value))

const yesno = only<boolean>((value) => typeof value === 'boolean')

function place(field: Field, value: Value): number[] {
  if (!Array.isArray(value) || value.length !== 2 || !value.every(isNumber)) return wrong('type', { type: field.type })
  const within = PLACE.every(([low, high], at) => low <= Number(value[at]) && Number(value[at]) <= high)
  return within ? value : wrong('range', { range: PLACE, message: field.constraint_message })
}

/** The value, if it is a list and has no more entries than any list may. Throws Wrong for any other. */
export function entries(field: Field, value: Value): Value[] {
  if (!Array.isArray(value)) return wrong('type', { type: field.type })
  return value.length > MOST_ENTRIES ? wrong('count', { most: MOST_ENTRIES }) : value
}

const several =
  (one: (field: Field, value: Value, options?: Options) => string) =>
  (field: Field, value: Value, options?: Options) => {
    const kept = entries(field, value).map((entry) => one(field, entry, options))
    return new Set(kept).size < kept.length ? wrong('type', { type: field.type }) : kept
  }

function rows(field: Field, value: Value, options?: Options): Json[] {
  const taken = new Set<string>()
  return entries(field, value).map((row, at) => {
    if (typeof row !== 'object' || row === null || Array.isArray(row)) return wrong('type', { type: 'rows', row: at })
    const { id, ...cells } = row
    const named = { row: at, field: 'id' }
    if (typeof id !== 'string' || !id || taken.has(id)) return wrong('type', { type: 'text', ...named })
    if (lengthOf(id) > LONGEST_ID) return wrong('length', { length: [1, LONGEST_ID], ...named })
    taken.add(id)
    return { id, ...cellsOf(field, cells, at, options) }
  })
}

function cellsOf(field: Field, cells: Json, row: number, options?: Options): Json {
  const kept: Json = {}
  for (const [name, value] of Object.entries(cells)) {
    if (value === null || value === undefined) continue
    const column = field.fields?.find((one) => one.name === name)
    try {
      kept[name] = column ? clean(column, value, options) : wrong('unknown')
    } catch (error) {
      throw error instanceof Wrong ? new Wrong({ ...error.fault, row, field: name }) : error
    }
  }
  return kept
}

const CHECKS: Record<string, (field: Field, value: Value, options?: Options) => Value> = {
  text,
  longtext: text,
  barcode: text,
  integer: number,
  decimal: number,
  date: moment,
  time: moment,
  datetime: moment,
  choice: known,
  choices: several(known),
  yesno,
  place,
  person: account,
  persons: several(account),
  ref: account,
  rows,
}
