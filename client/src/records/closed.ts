/** Finds the periods that an officer has closed: until one is opened again, its records take comments only. */

import type { Catalog } from '../core/types/catalog'
import type { Copy } from '../core/types/record'
import { atHand } from './catalog'

/** Whether a period (key) is closed in a register (key) for a unit (id), by the last catalog that this phone has. */
export function periodIsClosed(unit: string, register: string, period: string, within: Catalog | null = atHand()) {
  const closed = within?.periods.find(({ key }) => key === period)?.closed
  return !!closed || !!within?.closed?.[unit]?.[register]?.includes(period)
}

/**
 * Whether a record cannot be changed until an officer opens its period again. False for a draft even in a closed
 * period: it may be moved to an open one, or deleted.
 */
export function isLocked({ unit, form, period, status }: Copy, within: Catalog | null = atHand()): boolean {
  return status !== 'draft' && !!form && !!period && periodIsClosed(unit, form.split('@')[0] as string, period, within)
}
