import { useEffect } from 'preact/hooks'
import { who } from '../../account/who'
import { lay } from '../../core/overlay'
import type { Json } from '../../core/types/json'
import type { Copy } from '../../core/types/record'
import { watch } from '../../records/records'
import { type Resource, useResource } from '../shared/useResource'
import { usePending } from './decisions'
import { listPath } from './queueAddress'
import { useSeen } from './seen'
import { verbFor } from './verbs'

const EVERY = 20_000 // milliseconds between two looks

/**
 * A hook that gives the record under review, as loaded (`found`) and with this person's unsettled decisions applied
 * (`record`), and the verbs that they `may` use on it. `shown` is the resource whose state the page shows.
 */
export function useReviewed(id: string, query: URLSearchParams) {
  const own = useResource(`/api/records/${encodeURIComponent(id)}`, EVERY)
  const list = useResource(listPath(query))
  useEffect(() => watch(() => own.again()), [])
  const pending = usePending()
  /** The server's record with its history; undefined until it has loaded. */
  const whole = own.found?.body
  // Before that, or where the server cannot be reached, the list has all of it but its history.
  const found = whole ?? listed(list.found?.body, id, query)
  const seen = useSeen(whole, own.found?.old ?? true)
  const mine = pending.filter(({ record }) => record === id)
  const unsettled = mine.filter(({ state }) => state !== 'refused')
  const record = found && unsettled.reduce((under: Json, { mutation }) => over(under, mutation), found)
  const may: string[] = unsettled.length ? ['comment'] : (found?.may ?? [])
  /** A decision of this person on the record that the server refused; undefined if there is none. */
  const refused = mine.find(({ state, mutation }) => state === 'refused' && mutation.base)
  const shown = whole || !found || !list.found ? own : fromList(own, list)
  return { shown, list, pending, whole, found, seen, record, may, refused }
}

/**
 * The record `id` as the queue's list (`body`) has it, with the verbs that are allowed (`may`) as far as they are known
 * without the server; undefined if the list does not have it.
 */
function listed(body: Json | undefined, id: string, query: URLSearchParams): Json | undefined {
  const found = ((body?.records ?? []) as Json[]).find((one) => one.id === id)
  if (!found) return undefined
  const yes = verbFor([found])
  const verbs = [yes, 'return', 'comment', ...(yes === 'approve' ? ['reject'] : [])]
  const may = query.get('for') === 'all' ? ['comment'] : verbs
  return { ...found, may, people: body?.people, titles: body?.titles }
}

const fromList = (own: Resource, list: Resource): Resource =>
  list.found ? { found: list.found, asking: own.asking, again: own.again } : own

/** The record as it will be once the server has applied this decision of the account. */
const over = (record: Json, mutation: Parameters<typeof lay>[1]): Json => ({
  ...record,
  ...lay(record as Copy, mutation, who().id),
})
