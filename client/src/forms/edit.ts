import type { Json } from '../core/types/json'
import type { Edit } from '../core/types/mutation'
import type { Field, Register } from '../core/types/register'

/** Types of several values that are merged one by one. */
const LISTS = ['choices', 'persons', 'photos']

export const isEmpty = (value: unknown) =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && !value.length)

const same = (one: unknown, other: unknown) =>
  (isEmpty(one) && isEmpty(other)) || JSON.stringify(one) === JSON.stringify(other)

/** What was changed, as the members of an edit: lists by what came and went, so that two people's never collide. */
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

const without = (some: unknown[], others: unknown[]) => some.filter((one) => !others.some((other) => same(one, other)))

/** What each `choices_from` of a register offers. */
export function optionsOf(register: Register): Record<string, string[]> {
  const offered: Record<string, string[]> = {}
  for (const { choices_from, choices } of register.fields) {
    if (choices_from) offered[choices_from] = (choices ?? []).map(({ value }) => value)
  }
  return offered
}

/** The answers of an earlier record that may stand in a new one: not its day, nor what was told of it at length. */
export function copied(register: Register, data: Json): Json {
  const kept = (field: Field) => !field.retired && field.name !== register.period_from && field.type !== 'longtext'
  return Object.fromEntries(
    register.fields.filter(kept).flatMap(({ name }) => (name in data ? [[name, data[name]]] : [])),
  )
}
