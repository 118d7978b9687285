/**
 * Keeps which version of a record this person has had on the screen, so that what has changed since then can be marked.
 */

import { useEffect, useRef } from 'preact/hooks'
import { change } from '../../api/requests'
import type { Json } from '../../core/types/json'

/**
 * A hook that gives what this person had seen of a record (its version, answers and when) before they saw the version
 * shown now; undefined if they had never seen it.
 *
 * It tells the server that the shown version was seen, unless the record is an `old` answer stored on this device; what
 * the hook gives stays the same all the while.
 */
export function useSeen(record: Json | undefined, old: boolean): Json | undefined {
  const kept = useRef(new Map<string, Json | undefined>())
  const version: string | undefined = record?.version
  if (version && !kept.current.has(version)) kept.current.set(version, record?.seen)
  useEffect(() => {
    if (record && !old) keepSeen(record)
  }, [version, old])
  return version ? kept.current.get(version) : undefined
}

/**
 * Tells the server that this person has seen this version of a record, without waiting for it. Where that fails, the
 * record is shown as unseen again.
 */
export function keepSeen({ id, version }: Json): void {
  change('PUT', `/api/records/${id}/seen`, { version }).catch(() => {})
}
