import { useState } from 'preact/hooks'
import { uuid7 } from '../../core/ids'

/**
 * The name of a form's opening, for `change`, and a function that gives the next: call it once an act was done, so that
 * the same may be wanted again.
 */
export function useOnce(): [string, () => void] {
  const [name, set] = useState(uuid7)
  return [name, () => set(uuid7())]
}
