/** The addresses of the review queue and of its records; filters stand in their query. */

/** What the list shows without a word in the address: what waits for one's own word, the oldest first. */
const USUAL = { for: 'me', sort: 'since', limit: '50' }

/** The path that lists the records of the queue that `query` describes. `for=all`: all that this account may see. */
export function listPath(query: URLSearchParams): string {
  const params = new URLSearchParams(query)
  for (const [name, value] of Object.entries(USUAL)) if (!params.has(name)) params.set(name, value)
  if (params.get('for') === 'all') params.delete('for')
  return `/api/records?${params}`
}

/** The address of a record of the queue. The filters come along, so that *next* is the next of the same queue. */
export function recordPath(id: string, query: URLSearchParams): string {
  const text = query.toString().replace(/%2C/g, ',')
  return `/so/ban-ghi/${id}${text ? `?${text}` : ''}`
}

export function queuePath(query: URLSearchParams): string {
  const text = query.toString().replace(/%2C/g, ',')
  return `/so/duyet${text ? `?${text}` : ''}`
}
