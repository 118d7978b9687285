/** How many rows a field of rows is to have, where other answers say so. Same rules as sync/registers/repeat_count.py. */

import { type Answer, engine } from './engine'
import { isShown } from './registers'
import type { Json } from './types/json'
import type { Fault } from './types/mutation'
import type { Field } from './types/register'
import { MOST_ENTRIES, missing, type Value } from './values'

/** How many rows there are to be; null if any number is right, as where what it hangs on is missing. */
function wanted({ repeat_count: tree }: Field, answer: Answer): number | null {
  const found = tree === undefined ? null : engine.value?.(tree, answer)
  return typeof found === 'number' ? Math.max(0, Math.min(Math.trunc(found), MOST_ENTRIES)) : null
}

/** The fault of rows that are more or fewer than there are to be. */
export function countFault(field: Field, given: Value, answer: Answer): Fault | null {
  const [count, there] = [wanted(field, answer), given?.length ?? 0]
  if (count === null || count === there) return null
  const message = { vi: `Cần ${count} dòng, đang có ${there}.`, en: `${count} rows are needed, not ${there}.` }
  return { rule: 'repeat_count', count, message }
}

/** A field of rows as a form shows it: with how many there are to be, and where these are others, what to do about it. */
export function counted(field: Field, given: Value, answer: Answer): Field {
  const help = countFault(field, given, answer)?.message ?? field.help
  return { ...field, rows: wanted(field, answer) ?? 0, required: true, ...(help && { help }) }
}

/**
 * The rows with those that are missing, each as `fresh` makes it, and without empty ones beyond those that there are to
 * be: what somebody filled in stays.
 */
export function withRows(field: Field, given: Value, answer: Answer, fresh: (field: Field) => Json): Value {
  const rows: Json[] = [...(given ?? [])].reverse()
  const count = isShown(field, answer) ? wanted(field, answer) : null
  if (count === null || count === rows.length) return given
  let extra = rows.length - count
  const plain = fresh(field)
  const empty = (row: Json) => field.fields?.every(({ name }) => missing(row[name]) || row[name] === plain[name])
  const left = rows.filter((row) => extra <= 0 || !empty(row) || !extra--)
  for (; extra < 0; extra++) left.unshift(fresh(field))
  return left.reverse()
}
