/** Which version of a record this person has had on the screen: what changed since is marked. */

import { useEffect, useRef } from 'preact/hooks'
import { change } from '../../api/requests'
import type { Json } from '../../core/types/json'

/**
 * What this person had seen of a record before the version that is shown now; undefined if nothing.
 *
 * Showing a version tells the server that it was seen, but does not change what is compared with here. `old`: the record
 * comes from this device's cache.
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

/** Tells the server that a version was seen. Nobody waits for it: where it fails, the record is shown as new again. */
export function keepSeen({ id, version }: Json): void {
  change('PUT', `/api/records/${id}/seen`, { version }).catch(() => {})
}
