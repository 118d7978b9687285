import { useState } from 'preact/hooks'
import { uuid7 } from '../../core/ids'

/**
 * A hook that gives an id for one opening of a form (`once` of `change`, so that the server applies the same content
 * only once), and a function that replaces it by a new id, to be called once a request has succeeded.
 */
export function useOnce(): [string, () => void] {
  const [name, set] = useState(uuid7)
  return [name, () => set(uuid7())]
}
