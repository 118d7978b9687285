import type { Shown } from '../../core/types/record'
import { act } from '../../records/records'

/** Saves one verb on each record, for the version that was on the screen: one that came since is not decided on. */
export async function review(
  verb: string,
  records: Shown[],
  more: { text?: string; field?: string } = {},
): Promise<void> {
  for (const { id, unit, version, pending } of records) {
    await act(verb, id, { unit, ...(version && !pending && { base: version }), ...more })
  }
}
