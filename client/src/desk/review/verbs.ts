import { unitsAs } from '../../account/who'
import type { Json } from '../../core/types/json'
import { lastReviewer, skipsSchool } from './decisions'

/** Whether the record waits for a word that is this account's to say. The server judges it again. */
export function waitsForMe(record: Json): boolean {
  const forSchool = record.status === 'submitted' && !skipsSchool(record)
  if (forSchool) return unitsAs('leader').includes(record.unit)
  if (record.status !== 'verified' && record.status !== 'submitted') return false
  const commune = unitsAs('commune')
  const ends = commune.length > 0 && !commune.includes(record.unit) && lastReviewer(record) === 'commune'
  return ends || unitsAs('department').length > 0
}

/** What one's *yes* to these records is: the school's word where the school comes first, else the officer's. */
export const verbFor = (records: Json[]): string =>
  records.length && records.every((record) => record.status === 'submitted' && !skipsSchool(record))
    ? 'verify'
    : 'approve'
