/**
 * Computes scores from answers: points of each section, their total, and its rating. Twin of
 * sync/registers/scores.py.
 */

import type { Json } from './types/json'
import type { Field, Register } from './types/register'

const THOUSAND = 1000
const MOST = 1e12

const thousandths = (value: unknown) =>
  typeof value === 'number' && Math.abs(value) <= MOST ? Math.round(value * THOUSAND) : 0

/** Section → its points in thousandths, at most the section's maximum; sections without answers are left out. */
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

/** The values of the computed fields; those that nothing has been answered for are left out. */
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
