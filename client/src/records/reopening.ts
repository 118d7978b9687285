/** Says why a record takes no changes, and whether somebody has asked an officer to open it again. */

import type { Copy, ThreadItem } from '../core/types/record'
import { isLocked } from './closed'

/** Why a record takes no changes: its period is closed, or it is approved. Null where it does take them. */
export function lockOf(record: Copy): 'closed' | 'approved' | null {
  if (isLocked(record)) return 'closed'
  return record.status === 'approved' ? 'approved' : null
}

/** The last comment that asks to reopen a record, if nothing has answered it since; undefined if nobody asks. */
export function askToReopen({ thread = [] }: Copy): ThreadItem | undefined {
  const last = [...thread].reverse().find((item) => item.asks || item.do !== 'comment')
  return last?.asks === 'reopen' ? last : undefined
}
