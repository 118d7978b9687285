/** What a line of a list shows of a record. */

import type { Call, Line, Shown } from '../core/types/record'
import { register } from './catalog'
import { titleGiven } from './titles'

/** The line of a record that has been read whole. */
export function lineOf(shown: Shown): Line {
  const { id, form, author, unit, period, status, pending, data } = shown
  const from = register(form)?.period_from
  const day = String((from && data[from]) || '')
  return { id, form, author, unit, period, status, pending, calls: callOf(shown), day, title: titleGiven(shown) }
}

/** Whether any field of a record has a second value that nobody has chosen between yet. */
export const inConflict = ({ conflicts }: Pick<Shown, 'conflicts'>) => Object.keys(conflicts ?? {}).length > 0

/** Why a record calls its author; '' if it does not. A refusal comes before a conflict. */
export function callOf(record: Pick<Shown, 'conflicts' | 'wrote' | 'refused'>): Call {
  if (record.refused.length) return 'refused'
  if (!inConflict(record)) return ''
  return ofOneWriter(record) ? 'disputed_own' : 'disputed'
}

/** Whether all values in conflict are one person's, who wrote them on two devices. */
function ofOneWriter({ conflicts, wrote = {} }: Pick<Shown, 'conflicts' | 'wrote'>): boolean {
  const writers = Object.keys(conflicts).flatMap((name) => [wrote[name], ...Object.values(conflicts[name] ?? {})])
  return new Set(writers.map((one) => one?.by)).size === 1
}
