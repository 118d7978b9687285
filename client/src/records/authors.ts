/** Whose a record is to hand in: its author's, and where the author has left its unit, whoever's who may put it. */

import type { Catalog } from '../core/types/catalog'
import type { Copy } from '../core/types/record'
import { atHand } from './catalog'

/** Whether the author of a record has left its unit, as far as this phone has heard: no colleague there is called so. */
export function authorHasLeft({ unit, author }: Copy, within: Catalog | null = atHand()): boolean {
  const there = within?.people.filter((one) => one.unit === unit) ?? []
  return !!author && there.length > 0 && !there.some(({ id }) => id === author)
}
