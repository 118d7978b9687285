/** Makes the links of the overview: to the records behind a number, to the overview of another unit, to a school. */

import type { Behind, Overview } from './types'

const written = (query: URLSearchParams) => query.toString().replace(/%2C/g, ',').replace(/%3A/g, ':')

/**
 * The address of the list of records behind a number. `common` holds the list's filters; `by` and `key` narrow it to
 * one row of a chart: a month, a unit, or one value (`key`) of the field `by`.
 */
export function recordsLink(common: Behind, by?: string, key?: string): string {
  const query = new URLSearchParams({ for: 'all', ...common })
  if (by && key !== undefined) {
    if (by === 'month' || by === 'unit') query.set(by, key)
    else query.set('where', `${by}:${key}`)
  }
  return `/so/duyet?${written(query)}`
}

/** The address of the overview with some parameters of the present address changed; null or '' leaves one out. */
export function overviewLink(changes: Record<string, string | null>): string {
  const query = new URLSearchParams(location.search)
  for (const [name, value] of Object.entries(changes)) {
    if (value) query.set(name, value)
    else query.delete(name)
  }
  const text = written(query)
  return text ? `/so?${text}` : '/so'
}

/** The overview of a register (its key), without the present period and status, which may not exist there. */
export const registerLink = (register: string) => overviewLink({ register, period: null, status: null })

export const schoolLink = (unit: string) => `/so/truong/${unit}`

/** The table in which the figures of an overview's register can be divided otherwise. */
export const exploreLink = ({ register, unit, period, standing }: Overview) =>
  `/so/kham-pha?${written(new URLSearchParams({ register, unit: unit.id, period: period.key, status: standing.counted.join() }))}`
