/** Finds the periods that records fall into: the client's twin of server/log/periods.py. */

import type { Catalog, Period } from '../core/types/catalog'
import type { Register } from '../core/types/register'
import { atHand } from './catalog'

const EVENT_YEAR = 'school_year' // the kind of period by which records of events are counted

/**
 * The period that contains a day (YYYY-MM-DD), of the kind by which the register is filled in: the school year for a
 * register of events. Undefined if there is none.
 */
export function periodOn(register: Register, day: string, within: Catalog | null = atHand()): Period | undefined {
  const kind = register.period === 'event' ? EVENT_YEAR : register.period
  return within?.periods.find((one) => one.kind === kind && one.starts <= day && day <= one.ends)
}

/** The first day of the period with this key; '' if the catalog does not have it. */
export const startOf = (period: string | null | undefined, within: Catalog | null = atHand()): string =>
  within?.periods.find(({ key }) => key === period)?.starts ?? ''
