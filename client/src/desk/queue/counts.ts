/** How many records each choice of a filter of the queue would show. */

import type { Json } from '../../core/types/json'

const FILTERS = ['register', 'unit', 'status', 'period', 'age', 'q', 'month', 'where', 'measure', 'author', 'for']

/** The path that counts the records under the filters of `query`. */
export function countsPath(query: URLSearchParams): string {
  const params = new URLSearchParams()
  for (const [name, value] of query) if (FILTERS.includes(name)) params.append(name, value)
  if (!params.has('for')) params.set('for', 'me')
  if (params.get('for') === 'all') params.delete('for')
  return `/api/records/counts?${params}`
}

/** Register (or status) → how many records it has under the status (or register) that is chosen. */
export function facet(counts: Json[], name: 'register' | 'status', query: URLSearchParams): Map<string, number> {
  const other = name === 'register' ? 'status' : 'register'
  const chosen = query.get(other)?.split(',').filter(Boolean)
  const found = new Map<string, number>()
  for (const each of counts) {
    if (chosen?.length && !chosen.includes(each[other])) continue
    found.set(each[name], (found.get(each[name]) ?? 0) + each.n)
  }
  return found
}
