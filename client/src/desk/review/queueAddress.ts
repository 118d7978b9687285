import type { Json } from '../../core/types/json'

/** What the list shows without a word in the address: what waits for one's own word, the oldest first. */
const USUAL = { for: 'me', sort: 'since', limit: '50' }
const FILTERS = ['register', 'unit', 'status', 'period', 'age', 'q', 'month', 'where', 'measure', 'author', 'for']

/** The address of the answer behind the queue that `query` describes. `for=all` is everything that one sees. */
export function listPath(query: URLSearchParams): string {
  const asked = new URLSearchParams(query)
  for (const [name, value] of Object.entries(USUAL)) if (!asked.has(name)) asked.set(name, value)
  if (asked.get('for') === 'all') asked.delete('for')
  return `/api/records?${asked}`
}

/** The address of the numbers behind the same filters; what only orders a list is left out. */
export function countsPath(query: URLSearchParams): string {
  const asked = new URLSearchParams()
  for (const [name, value] of query) if (FILTERS.includes(name)) asked.append(name, value)
  if (!asked.has('for')) asked.set('for', USUAL.for)
  if (asked.get('for') === 'all') asked.delete('for')
  return `/api/records/counts?${asked}`
}

/** Each value of one facet with its number, under what is chosen in the other. */
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

/** Where a record of the queue opens: its filters come along, so that *next* is the next of the same queue. */
export function recordPath(id: string, query: URLSearchParams): string {
  const text = query.toString().replace(/%2C/g, ',')
  return `/so/ban-ghi/${id}${text ? `?${text}` : ''}`
}

export function queuePath(query: URLSearchParams): string {
  const text = query.toString().replace(/%2C/g, ',')
  return `/so/duyet${text ? `?${text}` : ''}`
}
