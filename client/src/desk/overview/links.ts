/** Where the numbers lead: to the records behind them, and to the same page of another unit. */

import type { Behind } from './types'

const written = (query: URLSearchParams) => query.toString().replace(/%2C/g, ',').replace(/%3A/g, ':')

/** The list of records behind a number, narrowed to one bar of a chart. */
export function recordsLink(common: Behind, by?: string, key?: string): string {
  const query = new URLSearchParams({ for: 'all', ...common })
  if (by && key !== undefined) {
    if (by === 'month' || by === 'unit') query.set(by, key)
    else query.set('where', `${by}:${key}`)
  }
  return `/so/duyet?${written(query)}`
}

/** This overview with some of what it is asked changed; null leaves one out. */
export function overviewLink(changes: Record<string, string | null>): string {
  const query = new URLSearchParams(location.search)
  for (const [name, value] of Object.entries(changes)) {
    if (value) query.set(name, value)
    else query.delete(name)
  }
  const text = written(query)
  return text ? `/so?${text}` : '/so'
}

export const schoolLink = (unit: string) => `/so/truong/${unit}`
