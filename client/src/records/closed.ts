/** Which periods an officer has closed: there a record takes comments only, until it is opened again. */

import type { Catalog } from '../core/types/catalog'
import type { Copy } from '../core/types/record'
import { atHand } from './catalog'

/** Whether a register's period is closed for a unit, as far as this phone has heard. */
export function periodIsClosed(unit: string, register: string, period: string, within: Catalog | null = atHand()) {
  const closed = within?.periods.find(({ key }) => key === period)?.closed
  return !!closed || !!within?.closed?.[unit]?.[register]?.includes(period)
}

/**
 * Whether a record stays what it is until an officer opens its period again. A draft does not: it may be moved to an
 * open period, or deleted.
 */
export function isLocked({ unit, form, period, status }: Copy, within: Catalog | null = atHand()): boolean {
  return status !== 'draft' && !!form && !!period && periodIsClosed(unit, form.split('@')[0] as string, period, within)
}
