import type { Shown } from '../core/types/record'
import { register } from '../records/catalog'
import type { Key } from '../text/text'
import type { IconName } from './Icon'

/** How a record's status is shown: the key of a word, an icon, and a tone that sets the colour. */
export interface Standing {
  word: Key
  icon: IconName
  tone: 'safe' | 'waiting' | 'needs' | 'quiet'
}

const STANDINGS: Record<string, Standing> = {
  draft: { word: 'status.draft', icon: 'pencil', tone: 'quiet' },
  submitted: { word: 'status.submitted', icon: 'clock', tone: 'quiet' },
  verified: { word: 'status.verified', icon: 'shield', tone: 'quiet' },
  approved: { word: 'status.approved', icon: 'check', tone: 'safe' },
  returned: { word: 'status.returned', icon: 'turn', tone: 'needs' },
  rejected: { word: 'status.rejected', icon: 'cross', tone: 'needs' },
  deleted: { word: 'status.deleted', icon: 'cross', tone: 'quiet' },
}

/** Whether any field of a record has a second value that nobody has chosen between yet. */
export const inConflict = (record: Shown) => Object.keys(record.conflicts ?? {}).length > 0

/** Whether all values in conflict are one person's, who wrote them on two devices. */
function ofOneWriter({ conflicts, wrote = {} }: Shown): boolean {
  const writers = Object.keys(conflicts).flatMap((name) => [wrote[name], ...Object.values(conflicts[name] ?? {})])
  return new Set(writers.map((one) => one?.by)).size === 1
}

/**
 * How to show the status of a record on this phone. A refusal by the server is shown before unsent changes, these
 * before a conflict, and that before the record's own status.
 */
export function standing(record: Shown): Standing {
  if (record.refused.length) return { word: 'status.refused', icon: 'warn', tone: 'needs' }
  if (record.pending) {
    const word = record.status === 'draft' ? 'status.draft_waiting' : 'status.waiting'
    return { word, icon: 'clock', tone: 'waiting' }
  }
  if (inConflict(record)) {
    return { word: ofOneWriter(record) ? 'status.disputed_own' : 'status.disputed', icon: 'warn', tone: 'needs' }
  }
  if (record.status === 'submitted' && !register(record.form)?.review.includes('leader')) {
    return { word: 'status.submitted_straight', icon: 'clock', tone: 'quiet' }
  }
  return STANDINGS[record.status] ?? { word: 'status.draft', icon: 'pencil', tone: 'quiet' }
}
