/** Links of the overview: to the records behind a number, to another unit, to a school. */

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

/** The address of this overview with some parameters changed; null leaves one out. */
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
