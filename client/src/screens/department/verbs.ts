import type { Json } from '../../types'
import { unitsAs } from '../../who'
import { straight } from './decisions'

/** Whether the record waits for a word that is this account's to say. The server judges it again. */
export function waitsForMe(record: Json): boolean {
  const forSchool = record.status === 'submitted' && !straight(record)
  if (forSchool) return unitsAs('leader').includes(record.unit)
  const officer = unitsAs('department').length + unitsAs('commune').length > 0
  return officer && (record.status === 'verified' || record.status === 'submitted')
}

/** What one's *yes* to these records is: the school's word where the school comes first, else the officer's. */
export const verbFor = (records: Json[]): string =>
  records.length && records.every((record) => record.status === 'submitted' && !straight(record)) ? 'verify' : 'approve'
