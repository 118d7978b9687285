import { keyOf } from '../core/overlay'
import type { Json } from '../core/types/json'
import type { Edit } from '../core/types/mutation'
import type { Register } from '../core/types/register'

/** Types of fields whose value is a list, of which an edit says which values it adds and removes. */
const LISTS = ['choices', 'persons', 'photos']

/** Whether an answer is none: null, undefined, '' or an empty list. */
export const isEmpty = (value: unknown) =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && !value.length)

const same = (one: unknown, other: unknown) =>
  (isEmpty(one) && isEmpty(other)) || JSON.stringify(one) === JSON.stringify(other)

/**
 * What was changed between two states of the answers, as the members of an edit. Of a list it says which values were
 * added and removed, so that the changes of two people do not collide; a field that was emptied is set to null.
 */
export function changes(register: Register, before: Json, after: Json): Pick<Edit, 'set' | 'add' | 'remove'> {
  const edit = { set: {} as Json, add: {} as Json, remove: {} as Json }
  for (const { name, type } of register.fields) {
    const [was, is] = [before[name], after[name]]
    if (same(was, is)) continue
    if (LISTS.includes(type) && Array.isArray(was) && Array.isArray(is)) {
      const [came, went] = [without(is, was), without(was, is)]
      if (came.length) edit.add[name] = came
      if (went.length) edit.remove[name] = went
    } else {
      edit.set[name] = isEmpty(is) ? null : is
    }
  }
  return Object.fromEntries(Object.entries(edit).filter(([, part]) => Object.keys(part).length))
}

/** Those of `some` values of a list that are not among `others`. */
export function without(some: unknown[], others: unknown[]): unknown[] {
  const away = others.map(keyOf)
  return some.filter((one) => !away.includes(keyOf(one)))
}

/**
 * Source of choices (`choices_from`, such as "sites") → the values that it offers, for checking a register's answers.
 */
export function optionsOf(register: Register): Record<string, string[]> {
  const offered: Record<string, string[]> = {}
  for (const { choices_from, choices } of register.fields) {
    if (choices_from) offered[choices_from] = (choices ?? []).map(({ value }) => value)
  }
  return offered
}
