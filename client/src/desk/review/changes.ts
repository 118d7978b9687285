import { rev } from '../../core/overlay'
import type { Json } from '../../core/types/json'

/** A field that has changed: its earlier value, who wrote it last, and when. */
export interface Change {
  before: Json[string]
  by?: string
  at?: string
}

const CONTENT = ['set', 'add', 'remove'] as const

/**
 * The answers of a record at `version`, computed from its history; where two people wrote at once, the later one
 * counts.
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

/** Field → how it changed since `version`. `seen` is the record as this person saw it then, where that was kept. */
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

/** Entries of the history since `version` that changed the status, the newest first. */
export const verbsSince = (record: Json, version: string): Json[] =>
  ((record.history ?? []) as Json[])
    .filter((one) => rev(one.version) > rev(version) && !['put', 'comment'].includes(one.do))
    .reverse()
