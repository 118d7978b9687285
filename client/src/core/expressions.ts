/**
 * Expressions as trees (`check`, `compute`): what they come to, to the last digit as in sync/registers/expressions.py. It is
 * loaded where a register has some (core/loadEngine.ts).
 */

import { holds } from './conditions'
import { now } from './correctedClock'
import { type Answer, engine } from './engine'
import { letters } from './letters'
import type { Bilingual } from './types/json'
import type { Expression, Field } from './types/register'
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
    const given = typeof tree === 'object' ? answer(tree.field) : tree
    return missingList(given) ? null : (given ?? null)
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
  if (what === 'selected') return [answered(parts[0], answer)].flat().includes(parts[1])
  if (what === 'count-selected' || what === 'count') return entries(parts[0], answer).length
  if (what === 'sum') {
    const column = fieldIn(parts[0]).split('.')[1] ?? ''
    return within(entries(parts[0], answer).reduce((sum, row) => sum + (Number(row[column]) || 0), 0))
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

const missingList = (given: Value) => given === '' || (Array.isArray(given) && !given.length)

const fieldIn = (operand?: Expression) => (operand as { field: string }).field

const answered = (operand: Expression | undefined, answer: Answer): Value =>
  answer(fieldIn(operand).split('.')[0] ?? '') ?? null

const entries = (operand: Expression | undefined, answer: Answer): Value[] => {
  const given = answered(operand, answer)
  return Array.isArray(given) ? given : []
}

const settled = (given: Value) => (typeof given === 'number' ? rounded(given, SETTLED) : (given ?? ''))

/** The value of a field with `compute`, as such an answer is stored; null if there is none. */
function result(field: Field, answer: Answer): Value {
  const found = value(field.compute as Expression, answer)
  const longest = LONGEST[field.type]
  if (longest && typeof found === 'string') {
    return [...found.normalize()].slice(0, longest).join('')
  }
  if (field.type !== 'integer' && field.type !== 'decimal') return found
  const places = field.type === 'integer' ? 0 : (field.places ?? 3)
  return typeof found === 'number' ? within(rounded(found, places)) : null
}

Object.assign(engine, {
  value,
  result,
  fault: (field: Field, given: Value, answer: Answer) =>
    field.check === undefined || missing(given) || value(field.check, answer) === true
      ? null
      : { rule: 'check', message: field.constraint_message },
  filled: (texts: Bilingual, written: (name: string) => string) =>
    Object.fromEntries(
      Object.entries(texts).map(([language, one]) => [
        language,
        one.replace(/\$\{(\w+)\}/g, (_, name: string) => written(name) || '…'),
      ]),
    ),
})
