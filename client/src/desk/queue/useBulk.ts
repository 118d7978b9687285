import { useState } from 'preact/hooks'
import type { Json } from '../../core/types/json'
import { decideOn } from '../review/decisions'
import { type BulkVerb, fits, verbFor } from '../review/verbs'
import type { useSelection } from './useSelection'

/**
 * A hook for decisions on several records at once: on those picked, or, if none is, on the one at which the keyboard is
 * (`records` are all on the page). Each press is one act with one reason, taken back by itself.
 */
export function useBulk(records: Json[], { chosen, here, picked, pick }: ReturnType<typeof useSelection>) {
  const [asking, ask] = useState<{ verb: Exclude<BulkVerb, 'accept'>; records: Json[] }>()
  const these = chosen.length ? chosen : records.slice(here, here + 1)
  const done = (some: Json[]) => {
    ask(undefined)
    pick(picked.filter((id) => !some.some((one) => one.id === id)))
  }
  /** Those of the chosen records to which a verb can be done. */
  const those = (verb: BulkVerb) => chosen.filter((one) => fits(verb, one))
  /** Decides at once, or asks for the reason first. */
  const act = async (verb: BulkVerb) => {
    const some = these.filter((one) => fits(verb, one))
    if (!some.length) return
    if (verb !== 'accept') ask({ verb, records: some })
    else if (await decideOn(verbFor(some), some)) done(some)
  }
  return { those, act: (verb: BulkVerb) => void act(verb), asking, close: () => ask(undefined), done }
}
