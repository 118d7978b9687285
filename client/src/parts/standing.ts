import type { Line } from '../core/types/record'
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

type Stands = Pick<Line, 'calls' | 'pending' | 'status' | 'form'>

/**
 * How to show the status of a record on this phone. A refusal by the server is shown before unsent changes, these
 * before a conflict, and that before the record's own status.
 */
export function standing({ calls, pending, status, form }: Stands): Standing {
  if (calls === 'refused') return { word: 'status.refused', icon: 'warn', tone: 'needs' }
  if (pending) {
    const word = status === 'draft' ? 'status.draft_waiting' : 'status.waiting'
    return { word, icon: 'clock', tone: 'waiting' }
  }
  if (calls) {
    return { word: calls === 'disputed_own' ? 'status.disputed_own' : 'status.disputed', icon: 'warn', tone: 'needs' }
  }
  if (status === 'submitted' && !register(form)?.review.includes('leader')) {
    return { word: 'status.submitted_straight', icon: 'clock', tone: 'quiet' }
  }
  return STANDINGS[status] ?? { word: 'status.draft', icon: 'pencil', tone: 'quiet' }
}
