/** Checks the answers of a record against its register, and finds the fields to show. Same rules as sync/registers. */

import { holds } from './conditions'
import { type Answer, engine } from './engine'
import { letters } from './letters'
import { photos } from './photos'
import { computed } from './score'
import type { Json } from './types/json'
import type { Fault } from './types/mutation'
import type { Field, Register } from './types/register'
import { clean, isNumber, missing, type Options, Wrong } from './values'

type Faults = Record<string, Fault>
type Part = 'set' | 'add' | 'remove'
const LISTS = ['choices', 'persons', 'photos']

/** The register's key and version as records and mutations name them in `form`: "key@2". */
export const formOf = ({ key, version }: Register) => `${key}@${version}`

/** What came after the first release, and this build knows: types of fields, trees of conditions. */
const KNOWN = [
  'barcode',
  'check',
  'choice_filter',
  'column_filter',
  'columns',
  'compute',
  'datetime',
  'expressions',
  'note',
  'photos',
  'repeat_count',
  'time',
  'when',
]

/** Whether a register has fields that this build does not know, so that it shows its records and takes none. */
export const needsNewer = ({ needs = [] }: Register) => needs.some((one) => !KNOWN.includes(one))

export const fieldOf = (register: Register, name: string) => register.fields.find((field) => field.name === name)

/**
 * Checks the values that a put writes. Gives `clean`, with the values that may be kept in their `set`, `add` and
 * `remove`, and `faults`: field → the rule that its value breaks. Never throws for a wrong value.
 *
 * Types, upper lengths, ranges, decimal places, entry counts and choices are checked, not whether something is missing.
 * Null in `set` clears a field. A wrong value of a field with `copy_from` is left out without a fault. `options` lists
 * the values that each `choices_from` allows; without it any short text passes there.
 */
export function checkPut(register: Register, edit: Partial<Record<Part, Json>>, options?: Options) {
  const kept: Record<Part, Json> = { set: {}, add: {}, remove: {} }
  // A field may be called "constructor", and is unknown all the same.
  const faults: Faults = Object.create(null)
  for (const part of ['set', 'add', 'remove'] as const) {
    // What a source no longer offers must still be removable.
    const allowed = part === 'remove' ? undefined : options
    for (const [name, value] of Object.entries(edit[part] ?? {})) {
      const field = fieldOf(register, name)
      try {
        kept[part][name] = cleaned(field, part, value, allowed)
      } catch (error) {
        if (!(error instanceof Wrong)) throw error
        // What a copied field is, is not for the person to mend: the server writes it.
        if (!field?.copy_from) faults[name] ??= error.fault
      }
    }
  }
  return { clean: kept, faults }
}

function cleaned(field: Field | undefined, part: Part, value: Json[string], options?: Options) {
  if (!field) throw new Wrong({ rule: 'unknown' })
  if (field.computed) throw new Wrong({ rule: 'computed' })
  if (part !== 'set' && !LISTS.includes(field.type)) throw new Wrong({ rule: 'type', type: field.type })
  if (part === 'set' && value === null) return null
  return field.type === 'photos' ? photos(field, value, part === 'remove') : clean(field, value, options)
}

/**
 * What keeps a record with the answers `data` from being submitted, as field → fault; empty where nothing does.
 *
 * It checks all that `checkPut` checks, and whether answers that are required and shown are missing or too short (not
 * those of fields with `copy_from`). `unit` holds the level and kind of the record's unit; without it, fields for any
 * unit are checked.
 */
export function checkSubmit(register: Register, data: Json, unit?: string[]): Faults {
  const { clean: kept, faults } = checkPut(register, { set: data })
  const visible = shown(register, kept.set, unit)
  const answer = answerIn(register, kept.set)
  for (const field of register.fields) {
    if (!visible.has(field.name) || faults[field.name]) continue
    const value = kept.set[field.name]
    const fault = lacks(field, value, answer) ?? engine.fault?.(field, value, answer)
    if (fault) faults[field.name] = fault
  }
  return faults
}

function lacks(field: Field, value: Json[string], answer: Answer): Fault | null {
  if (field.copy_from) return null
  if (missing(value)) {
    // Where other answers leave nothing to choose, nobody can be asked to.
    const some = !field.choice_filter || engine.offered?.(field, answer).some(({ retired }) => !retired)
    return field.required && some ? { rule: 'required', message: field.required_message } : null
  }
  if (field.length && typeof value === 'string' && letters(value) < field.length[0]) {
    return { rule: 'length', length: field.length, message: field.constraint_message }
  }
  if (field.type !== 'rows') return null
  for (const [row, cells] of (value as Json[]).entries()) {
    const of = engine.inRow?.(field, cells, answer) ?? answer
    for (const column of field.fields ?? []) {
      if (column.retired || column.computed || !isShown(column, of)) continue
      const given = cells[column.name]
      const fault = lacks(column, given, of) ?? engine.fault?.(column, given, of)
      if (fault) return { ...fault, row, field: column.name }
    }
  }
  return null
}

/**
 * Names of the fields that a form shows for the answers `data`; retired and computed fields are not among them.
 * `unit` holds the level and kind of the record's unit; without it, fields for any unit are shown.
 */
export function shown(register: Register, data: Json, unit?: string[]): Set<string> {
  const seen = visible(register, data)
  const wanted = register.fields.filter(
    (field) => seen.has(field.name) && !field.retired && !field.computed && applies(field, unit),
  )
  return new Set(wanted.map(({ name }) => name))
}

/**
 * Whether a register or field applies to a unit, of which `unit` holds the level and kind. True where `applies_to` or
 * `unit` is left out.
 */
export const applies = ({ applies_to }: Pick<Field, 'applies_to'>, unit?: string[]) =>
  !applies_to || !unit || applies_to.some((one) => unit.includes(one))

/**
 * The answers of `data` whose fields' conditions (`show_when`, `when`) hold, together with the values of computed fields. An
 * answer to a field that is hidden by its condition is left out.
 */
export function answered(register: Register, data: Json): Json {
  const answer = answerIn(register, data)
  const counted: Json = {}
  for (const { name } of register.fields) {
    const value = answer(name) ?? undefined
    if (value !== undefined) counted[name] = value
  }
  return { ...counted, ...computed(register, counted) }
}

/** Whether a field's condition holds, or in a row, as `Engine.inRow` gives its answers, that of a column. */
export const isShown = ({ show_when: condition, when }: Field, answer: Answer): boolean =>
  when
    ? (engine.value ?? holds)(when, answer) === true
    : !condition || [answer(condition.field)].flat().includes(condition.equals)

/** The answers of a form as its conditions see them: of what it hides null, of what is computed the value. */
export function answerIn(register: Register, data: Json): Answer {
  const known = new Map<string, Json[string]>()
  const find: Answer = (name) => {
    const field = fieldOf(register, name)
    if (!field || !isShown(field, answer)) return null
    return engine.result ? engine.result(field, answer, data[name]) : data[name]
  }
  const answer: Answer = (name) => {
    if (!known.has(name)) known.set(name, find(name))
    return known.get(name)
  }
  return answer
}

function visible(register: Register, data: Json): Set<string> {
  const answer = answerIn(register, data)
  return new Set(register.fields.filter((field) => isShown(field, answer)).map(({ name }) => name))
}

/**
 * The rules across fields that the answers `data` break: those between two, each as "check:field,field", and those of its
 * `check` and `choice_filter` that ask other fields; empty if none. A day is not asked for.
 *
 * A rule is broken where the first field's value is greater than the second's. Where a value is missing, or the two
 * are neither two numbers nor two texts, the rule is not checked. Days are compared as texts (YYYY-MM-DD).
 */
export function flags(register: Register, data: Json): string[] {
  const seen = answered(register, data)
  const broken = register.rules.filter(({ fields }) => {
    const [low, high] = fields.map((name) => seen[name])
    const alike = (typeof low === 'string' && typeof high === 'string') || (isNumber(low) && isNumber(high))
    return alike && low > high
  })
  const wrong = engine.broken?.(register, seen) ?? []
  return [...broken.map(({ check, fields }) => `${check}:${fields}`), ...wrong.map((name) => `check:${name}`)]
}
