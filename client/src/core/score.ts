/**
 * Computes scores from answers: the points of each section, their total, and its rating. Same rules as
 * sync/registers/scores.py.
 */

import type { Json } from './types/json'
import type { Field, Register } from './types/register'

const THOUSAND = 1000
const MOST = 1e12

const thousandths = (value: unknown) =>
  typeof value === 'number' && Math.abs(value) <= MOST ? Math.round(value * THOUSAND) : 0

/**
 * Key of a section → the points answered in it, in thousandths of a point (12.5 points are 12 500), no more than the
 * section's maximum. `seen` holds the answers. Sections without a maximum or without any answer are left out.
 */
export function points(register: Register, seen: Json): Record<string, number> {
  const found: Record<string, number> = {}
  for (const { key, most } of register.sections ?? []) {
    const scored = register.fields.filter((field) => most !== undefined && field.section === key && !field.computed)
    const all = scored.flatMap((field) => given(field, seen[field.name]))
    const sum = all.reduce<number>((total, value) => total + thousandths(value), 0)
    if (all.length) found[key] = Math.min(sum, thousandths(most))
  }
  return found
}

/**
 * The values of the computed fields for the answers `seen`: a total in points (penalties subtracted, never below 0), a
 * rating as the value of its choice, or whether all of several yes/no answers are yes. A field is left out until the
 * answers that it needs are there, and a rating also where no choice is reached.
 */
export function computed(register: Register, seen: Json): Json {
  const found: Json = {}
  const parts = points(register, seen)
  const sign = (key: string) => (register.sections?.find((one) => one.key === key)?.adds === 'penalty' ? -1 : 1)
  const total = Math.max(
    0,
    Object.keys(parts).reduce((sum, key) => sum + sign(key) * (parts[key] ?? 0), 0),
  )
  for (const { name, computed: rule, choices = [] } of register.fields) {
    if (!rule) continue
    const answers = (rule.of ?? []).map((one) => seen[one])
    if (rule.how === 'all') {
      if (answers.every((one) => typeof one === 'boolean')) found[name] = answers.every(Boolean)
    } else if (Object.keys(parts).length) {
      const reached = choices.filter(({ least }) => least !== undefined && thousandths(least) <= total)
      const best = reached.sort((one, other) => (other.least ?? 0) - (one.least ?? 0))[0]
      if (rule.how === 'total') found[name] = total / THOUSAND
      else if (best) found[name] = best.value
    }
  }
  return found
}

function given(field: Field, value: Json[string]): unknown[] {
  if (field.points) {
    const rows = Array.isArray(value) ? value : []
    return rows.filter((row) => field.points && field.points in row).map((row) => row[field.points ?? ''])
  }
  return ['integer', 'decimal'].includes(field.type) && value !== undefined && value !== null ? [value] : []
}
