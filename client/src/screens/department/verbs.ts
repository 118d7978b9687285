import type { Json } from '../../types'
import { straight } from './decisions'

/** What one's *yes* to these records is: the school's word where the school comes first, else the officer's. */
export const verbFor = (records: Json[]): string =>
  records.length && records.every((record) => record.status === 'submitted' && !straight(record)) ? 'verify' : 'approve'
