/**
 * Expressions as trees (`check`, `compute`): what they come to, to the last digit as in sync/registers/expressions.py. It is
 * loaded where a register has some (core/loadEngine.ts).
 */

import { holds } from './conditions'
import { now } from './correctedClock'
import { type Answer, type Engine, engine } from './engine'
import { letters } from './letters'
import { isShown } from './registers'
import { counted, countFault, withRows } from './repeatCount'
import type { Bilingual, Json } from './types/json'
import type { Fault } from './types/mutation'
import type { Expression, Field, Register } from './types/register'
import { missing, type Value } from './values'
import { dayOf } from './vietnam'

const EXACT = 1e12 // numbers from here on have no places left
const SETTLED = 6 // digits after the point by which numbers are compared
const DAY = 86_400_000 // milliseconds
const LONGEST: Record<string, number> = { text: 2_000, longtext: 20_000 }

const rounded = (number: number, places: number) => {
  const scale = 10 ** places
  return Math.abs(number) < EXACT ? Math.floor(number * scale + 0.5) / scale : number
}

/** The number, without the minus of 0; null if JSON does not carry it exactly. */
const within = (number: number | null) =>
  number !== null && Number.isFinite(number) && Math.abs(number) <= 2 ** 53 ? number + 0 : null

const number = (given: Value) => (typeof given === 'number' ? given : null)

/** A value as a text: a number to three digits after the point. */
const text = (given: Value): string => String((typeof given === 'number' ? rounded(given, 3) : given) ?? '')

const day = (given: Value) =>
  typeof given === 'string' && /^\d{4}-\d\d-\d\d$/.test(given) ? Date.parse(given) / DAY : Number.NaN

/** What reckons with numbers, which are all there. */
const OPERATIONS: Record<string, (...numbers: number[]) => number | null> = {
  '+': (...all) => all.reduce((sum, one) => sum + one),
  '-': (left = 0, right = 0) => left - right,
  '*': (...all) => all.reduce((product, one) => product * one),
  div: (left = 0, right = 0) => (right ? left / right : null),
  mod: (left = 0, right = 0) => (right ? left % right : null),
  int: Math.trunc,
  round: (number = 0, places = 0) => rounded(number, places),
  min: Math.min,
  max: Math.max,
}

/** What an expression comes to: a text, a number, true or false, null for nothing. */
function value(tree: Expression, answer: Answer): Value {
  if (!Array.isArray(tree)) {
    const given = typeof tree === 'object' ? answer(fieldIn(tree)) : tree
    return given?.length === 0 ? null : (given ?? null)
  }
  const [what, ...parts] = tree as [string, ...Expression[]]
  const of = (part?: Expression) => value(part as Expression, answer)
  const isTrue = (part?: Expression) => of(part) === true
  if (what === 'and') return parts.every(isTrue)
  if (what === 'or') return parts.some(isTrue)
  if (what === 'not') return !isTrue(parts[0])
  if (what === 'if') return of(parts[isTrue(parts[0]) ? 1 : 2])
  if (what === 'coalesce') return parts.map(of).find((found) => found !== null) ?? null
  if (what === 'today') return dayOf(now())
  if (what === 'selected') return [answer(fieldIn(parts[0]))].flat().includes(parts[1])
  if (what === 'count-selected') return entries(answer(fieldIn(parts[0]))).length
  if (what === 'sum' || what === 'count') {
    const [head = '', column = ''] = fieldIn(parts[0]).split('.')
    const rows = entries(answer(head))
    return what === 'count' ? rows.length : within(rows.reduce((sum, row) => sum + (Number(row[column]) || 0), 0))
  }
  const found = parts.map(of)
  if (what === 'regex') return new RegExp(`^(?:${parts[1]})$`, 'u').test(text(found[0]))
  if (what === 'concat') return found.map(text).join('') || null
  if (what === 'string-length') return letters(text(found[0]))
  if (what === 'number') {
    const [given] = found
    return typeof given !== 'string' ? number(given) : /^[+-]?\d{1,15}(\.\d{1,15})?$/.test(given) ? Number(given) : null
  }
  if (what === 'days') return within(day(found[0]) - day(found[1]))
  if (!OPERATIONS[what]) return holds([what, ...found.map(settled)], answer)
  const numbers = found.filter((one): one is number => typeof one === 'number')
  const few = what === 'min' || what === 'max' ? !numbers.length : numbers.length < found.length
  return few ? null : within(OPERATIONS[what](...numbers))
}

const fieldIn = (operand?: Expression) => (operand as { field: string }).field

const entries = (given: Value): Value[] => (Array.isArray(given) ? given : [])

const settled = (given: Value) => (typeof given === 'number' ? rounded(given, SETTLED) : (given ?? ''))

/** Whether a row counts otherwise than it was typed. */
const lives = ({ when, compute }: Field) => when !== undefined || compute !== undefined

/** The answers within one row of `field`, of which a column is "rows.column"; each is worked out once. */
function inRow(field: Field, row: Json, answer: Answer): Answer {
  const found = new Map<string, Value>()
  const of: Answer = (name) => {
    const column = field.fields?.find((one) => `${field.name}.${one.name}` === name)
    if (!column) return answer(name)
    if (!found.has(name)) found.set(name, isShown(column, of) ? result(column, of, row[column.name]) : null)
    return found.get(name)
  }
  return of
}

/** A row as it counts: without what it hides, with what is computed in it. A cell is worked out when it is read. */
function rowSeen(field: Field, row: Json, answer: Answer): Json {
  const of = inRow(field, row, answer)
  const seen: Json = { id: row.id }
  for (const { name } of field.fields ?? []) {
    Object.defineProperty(seen, name, { enumerable: true, get: () => of(`${field.name}.${name}`) ?? undefined })
  }
  return seen
}

/** What an answer counts as: of a field with `compute` its value, as such an answer is stored; null if there is none. */
function result(field: Field, answer: Answer, given?: Value): Value {
  if (field.compute === undefined) {
    return Array.isArray(given) && field.fields?.some(lives) ? given.map((row) => rowSeen(field, row, answer)) : given
  }
  const found = value(field.compute as Expression, answer)
  const longest = LONGEST[field.type]
  if (longest && typeof found === 'string') {
    return [...found.normalize()].slice(0, longest).join('')
  }
  if (field.type !== 'integer' && field.type !== 'decimal') return found
  const places = field.type === 'integer' ? 0 : (field.places ?? 3)
  return typeof found === 'number' ? within(rounded(found, places)) : null
}

function fault(field: Field, given: Value, answer: Answer): Fault | null {
  if (field.fields || missing(given)) return countFault(field, given, answer)
  if (goes(given, kept(field, given, answer))) return { rule: 'choices' }
  return field.check === undefined || value(field.check, answer) === true
    ? null
    : { rule: 'check', message: field.constraint_message }
}

/** Whether a check asks for an answer beside that of `field` and its rows, and for no day. */
function asksAcross({ check }: Field, field: string): boolean {
  const asked = JSON.stringify(check ?? 0).replace(RegExp(`{"field":"${field}(\\.\\w+)?"}`, 'g'), '')
  return asked.includes('{"field"') && !asked.includes('["today"]')
}

/** Names of the checks that ask other answers, and no day, and that these answers are not true of. */
function broken({ fields }: Register, seen: Json): string[] {
  const answer: Answer = (name) => seen[name]
  return fields.flatMap((field) => {
    const { name, retired } = field
    if (retired) return []
    const tells = (one: Field, given: Value, of: Answer) => {
      const rule = fault(one, given, of)?.rule
      return rule && (rule !== 'check' || asksAcross(one, name))
    }
    const alone = isShown(field, answer) && tells(field, seen[name], answer) ? [name] : []
    const inside = (column: Field) =>
      seen[name]?.some((row: Json) => tells(column, row[column.name], inRow(field, row, answer)))
    const within = (field.fields ?? []).filter((one) => !one.retired && inside(one))
    return [...alone, ...within.map((column) => `${name}.${column.name}`)]
  })
}

/** A filter with what a choice has in its columns. */
function ofChoice(tree: Expression, columns: Record<string, string> = {}): Expression {
  if (Array.isArray(tree)) return tree.map((part) => ofChoice(part, columns))
  return typeof tree === 'object' && 'column' in tree ? (columns[tree.column] ?? '') : tree
}

const offered = ({ choices = [], choice_filter: filter = true }: Field, answer: Answer) =>
  choices.filter(({ columns }) => value(ofChoice(filter, columns), answer) === true)

/** The part of an answer that is offered, all of it where nothing else decides on that; where rows are made by `fresh`, so many as there are to be. */
function kept(field: Field, given: Value, answer: Answer, fresh?: (field: Field) => Json): Value {
  if (fresh && field.fields) {
    const inside = (row: Json) => settledAnswers(field.fields ?? [], row, (data) => inRow(field, data, answer), fresh)
    return withRows(field, given, answer, fresh)?.map(inside)
  }
  if (field.choice_filter === undefined || missing(given)) return given
  const left = new Set<Value>(offered(field, answer).map((one) => one.value))
  return Array.isArray(given) ? given.filter((one) => left.has(one)) : left.has(given) ? given : null
}

/** Whether something of an answer is not left, or is to be added. */
const goes = (given: Value, left: Value) =>
  Array.isArray(given) ? left?.length !== given.length || given.some((one, at) => one !== left[at]) : left !== given

/** From the first to the last, until nothing more changes: filters and numbers of rows form no circle. */
const settledAnswers: Engine['settled'] = (fields, data, answer, fresh) => {
  for (const field of fields) {
    const given = data[field.name]
    const left = kept(field, given, answer(data), fresh)
    if (goes(given, left)) return settledAnswers(fields, { ...data, [field.name]: left }, answer, fresh)
  }
  return data
}

Object.assign(engine, {
  value,
  result,
  fault,
  inRow,
  broken,
  offered,
  left: (field: Field, given: Value, answer: Answer): Field => {
    if (field.repeat_count !== undefined) return counted(field, given, answer)
    if (!field.choice_filter) return field
    const stay = offered(field, answer)
    const held = [given].flat()
    return { ...field, choices: (field.choices ?? []).filter((one) => stay.includes(one) || held.includes(one.value)) }
  },
  settled: settledAnswers,
  filled: ({ vi, en }: Bilingual, written: (name: string) => string) => {
    const fill = (one: string) => one.replace(/\$\{(\w+)\}/g, (_, name: string) => written(name) || '…')
    return { vi: fill(vi), en: fill(en) }
  },
})
