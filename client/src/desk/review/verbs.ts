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

/** Whether this account decides last on the record, as far as the screen can know; the server decides. */
const decidesLast = (record: Json): boolean =>
  unitsAs('department').length > 0 ||
  (lastReviewer(record) === 'commune' && unitsAs('commune').some((unit) => unit !== record.unit))

/** The verbs for many records at once that need a reason, in the order of their buttons. */
export const WITH_REASON = ['return', 'reject', 'reopen'] as const
export type BulkVerb = 'accept' | (typeof WITH_REASON)[number]

/** Whether `verb` can be done to the record together with others; `accept` verifies or approves, as `verbFor` says. */
export function fits(verb: BulkVerb, record: Json): boolean {
  if (verb === 'reopen') return ['approved', 'rejected'].includes(record.status) && decidesLast(record)
  const forSchool = record.status === 'submitted' && !skipsSchool(record)
  return waitsForMe(record) && (verb !== 'reject' || !forSchool)
}

/** Whether anything can be done to the record together with others. */
export const isPickable = (record: Json): boolean => fits('accept', record) || fits('reopen', record)

/**
 * The verb by which a reviewer accepts these records: `verify` if all of them still wait for their school's leader,
 * `approve` otherwise.
 */
export const verbFor = (records: Json[]): string =>
  records.length && records.every((record) => record.status === 'submitted' && !skipsSchool(record))
    ? 'verify'
    : 'approve'
