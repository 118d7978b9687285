import { useEffect } from 'preact/hooks'
import type { Json } from '../../core/types/json'
import { watch } from '../../records/records'
import { usePending } from '../review/decisions'
import { listPath } from '../review/queueAddress'
import { useResource } from '../shared/useResource'
import { countsPath, facet } from './counts'

const EVERY = 20_000 // milliseconds between two looks at the queue

/**
 * A hook that loads the page of the queue that `query` describes: `records` leaves out those that this person has just
 * decided on; `pending` are these decisions, `counts` the server's numbers by register and status,
 * `hints` those by what there is to ask.
 */
export function useQueue(query: URLSearchParams) {
  const list = useResource(listPath(query), EVERY)
  const counting = useResource(countsPath(query), EVERY)
  const pending = usePending()
  useEffect(
    () =>
      watch(() => {
        list.again()
        counting.again()
      }),
    [],
  )
  const decided = new Set(pending.filter(({ state }) => state !== 'refused').map(({ record }) => record))
  const all: Json[] = list.found?.body.records ?? []
  const records = all.filter(({ id }) => !decided.has(id))
  const counts: Json[] = counting.found?.body.counts ?? []
  const hints: Record<string, number> = counting.found?.body.hints ?? {}
  const total = [...facet(counts, 'register', query)].reduce(
    (sum, [key, n]) => (!query.get('register') || query.get('register') === key ? sum + n : sum),
    0,
  )
  /** How many records the filters leave, on all pages; undefined until the server has counted them. */
  const found = counting.found ? Math.max(0, total - (all.length - records.length)) : undefined
  return { list, counts, hints, pending, records, found }
}
