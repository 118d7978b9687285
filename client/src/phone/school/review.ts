import type { Shown } from '../../core/types/record'
import { act } from '../../records/records'

/**
 * Saves the same decision (`verb`) on each of these records, for the version that was on the screen, so that a version
 * that has come since is not decided on. `more`: the reason and its field. Rejects as `act` does.
 */
export async function review(
  verb: string,
  records: Shown[],
  more: { text?: string; field?: string } = {},
): Promise<void> {
  for (const { id, unit, version, pending } of records) {
    await act(verb, id, { unit, ...(version && !pending && { base: version }), ...more })
  }
}
