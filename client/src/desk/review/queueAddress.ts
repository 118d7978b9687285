/** Makes the addresses of the review queue and of its records, with the queue's filters in their query. */

/** The parameters that narrow a list of records; what counts or adds up such a list takes the same ones. */
export const FILTERS = [
  ...['register', 'unit', 'status', 'period', 'author', 'q'],
  ...['month', 'where', 'measure', 'age', 'of', 'day', 'since', 'hint', 'import'],
]

/**
 * The parameters of the queue that hold where the address has none: the records that wait for this account's review,
 * the one that has waited longest first, 50 on a page.
 */
export const USUAL = { for: 'me', sort: 'since', limit: '50' }

/**
 * The server's path that lists the records which the queue's address parameters `query` describe. With `for=all` these
 * are all that this account may see, not only those that wait for its review.
 */
export function listPath(query: URLSearchParams): string {
  const params = new URLSearchParams(query)
  for (const [name, value] of Object.entries(USUAL)) if (!params.has(name)) params.set(name, value)
  if (params.get('for') === 'all') {
    params.delete('for')
    params.delete('whose')
  }
  return `/api/records?${params}`
}

/** The server's path that gives the same list as a workbook, from its first line on. */
export function filePath(query: URLSearchParams): string {
  const params = new URLSearchParams(query)
  params.delete('cursor')
  return listPath(params).replace('/api/records?', '/api/records/file?')
}

/**
 * The address of a record's page. It carries the queue's filters, so that *next* opens the next record of that queue.
 */
export function recordPath(id: string, query: URLSearchParams): string {
  const text = query.toString().replace(/%2C/g, ',')
  return `/so/ban-ghi/${id}${text ? `?${text}` : ''}`
}

/** The address of the queue's screen with the filters of `query`. */
export function queuePath(query: URLSearchParams): string {
  const text = query.toString().replace(/%2C/g, ',')
  return `/so/duyet${text ? `?${text}` : ''}`
}
