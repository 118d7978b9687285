import { unitsAs } from '../../account/who'
import type { Json } from '../../core/types/json'
import { lastReviewer, skipsSchool } from './decisions'

/** Whether the record waits for this account's review, as far as the screen can know; the server decides. */
export function waitsForMe(record: Json): boolean {
  const forSchool = record.status === 'submitted' && !skipsSchool(record)
  if (forSchool) return unitsAs('leader').includes(record.unit)
  if (record.status !== 'verified' && record.status !== 'submitted') return false
  const commune = unitsAs('commune')
  const ends = commune.length > 0 && !commune.includes(record.unit) && lastReviewer(record) === 'commune'
  return ends || unitsAs('department').length > 0
}

/**
 * The verb by which a reviewer accepts these records: `verify` if all of them still wait for their school's leader,
 * `approve` otherwise.
 */
export const verbFor = (records: Json[]): string =>
  records.length && records.every((record) => record.status === 'submitted' && !skipsSchool(record))
    ? 'verify'
    : 'approve'
