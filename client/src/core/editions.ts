/** Which copies of records the last answers have changed: what was made of all copies is renewed by reading these. */

import type { Progress } from './types/exchange'

const MOST = 100 // records that are named

type Mark = Pick<Progress, 'cursor' | 'edition' | 'changed'>

/** What to note of an answer that moves the cursor to `cursor` and has changed the copies of `records`. */
export function noted({ cursor: before, edition = 0, changed }: Mark, cursor: string | undefined, records: string[]) {
  // An older release moves the cursor and notes nothing: an edition that names no records stands for what it changed.
  const unknown = changed?.cursor !== before
  const now = edition + Number(unknown) + Number(records.length > 0)
  const editions = [...((!unknown && changed?.editions) || []), ...(records.length ? [{ n: now, records }] : [])]
  while (editions.flatMap((one) => one.records).length > MOST) editions.shift()
  return { edition: now, changed: { cursor, editions } } satisfies Partial<Mark>
}

/** The ids of the records whose copies have changed since an edition; undefined where that is not known. */
export function changedSince({ cursor, edition: now = 0, changed }: Mark, edition: number): string[] | undefined {
  const since = (changed?.editions ?? []).filter(({ n }) => n > edition)
  return changed?.cursor === cursor && since.length === now - edition ? since.flatMap((one) => one.records) : undefined
}
