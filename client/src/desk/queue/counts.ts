/** How many records each choice of a filter of the queue would show. */

import type { Json } from '../../core/types/json'
import { FILTERS } from '../review/queueAddress'

/**
 * The server's path that counts the records which the filters of `query` leave. Without `for`, only those that wait for
 * this account's review are counted.
 */
export function countsPath(query: URLSearchParams): string {
  const params = new URLSearchParams()
  for (const [name, value] of query)
    if (['for', 'whose'].includes(name) || FILTERS.includes(name)) params.append(name, value)
  if (!params.has('for')) params.set('for', 'me')
  if (params.get('for') === 'all') params.delete('for')
  return `/api/records/counts?${params}`
}

/**
 * How many records each register (`name` = register) or each status has, from the server's `counts` by both. Of the
 * other of the two, only what `query` has chosen is counted; without a choice, all.
 */
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
