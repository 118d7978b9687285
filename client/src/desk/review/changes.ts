import { rev } from '../../core/overlay'
import type { Json } from '../../core/types/json'

/** How a field has changed: its earlier value (null: none), and who wrote the present one, and when, if known. */
export interface Change {
  before: Json[string]
  by?: string
  at?: string
}

const CONTENT = ['set', 'add', 'remove'] as const

/**
 * The answers that a record had at `version`, computed from its history, whose entries are in order. Where two people
 * wrote the same field at once, the later value is taken.
 */
function dataAt(history: Json[], version: string): Json {
  const data: Json = {}
  for (const entry of history.filter((one) => rev(one.version) <= rev(version))) {
    Object.assign(data, entry.set)
    for (const [name, values] of Object.entries((entry.add ?? {}) as Record<string, Json[]>)) {
      data[name] = [...(data[name] ?? []), ...values]
    }
    for (const [name, values] of Object.entries((entry.remove ?? {}) as Record<string, Json[]>)) {
      const away = values.map((one) => JSON.stringify(one))
      data[name] = ((data[name] ?? []) as Json[]).filter((one) => !away.includes(JSON.stringify(one)))
    }
  }
  return data
}

/**
 * How the fields of a record have changed since `version`: field → change, without those that are the same. `seen` is
 * the record as this person saw it, used where it is of that version; else the record's history is.
 */
export function changesSince(record: Json, version: string, seen?: Json): Map<string, Change> {
  const history: Json[] = record.history ?? []
  const before: Json = seen?.version === version ? seen.data : dataAt(history, version)
  const found = new Map<string, Change>()
  for (const name of new Set([...Object.keys(before), ...Object.keys(record.data)])) {
    if (same(before[name], record.data[name])) continue
    const last = history
      .filter((one) => rev(one.version) > rev(version) && CONTENT.some((part) => one[part] && name in one[part]))
      .pop()
    found.set(name, { before: before[name] ?? null, ...(last && { by: last.by, at: last.at }) })
  }
  return found
}

const same = (one: Json[string], other: Json[string]) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null)

/** The entries of a record's history after `version` that are neither edits nor comments, the newest first. */
export const verbsSince = (record: Json, version: string): Json[] =>
  ((record.history ?? []) as Json[])
    .filter((one) => rev(one.version) > rev(version) && !['put', 'comment'].includes(one.do))
    .reverse()
