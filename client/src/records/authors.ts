/** Finds records whose author has left the unit, so that others who may edit them have to submit them. */

import type { Catalog } from '../core/types/catalog'
import type { Copy } from '../core/types/record'
import { atHand } from './catalog'

/**
 * Whether the author of a record has left its unit: the catalog has people of the unit, and the author is not among
 * them. False where the author or the unit's people are not known.
 */
export function authorHasLeft({ unit, author }: Copy, within: Catalog | null = atHand()): boolean {
  const there = within?.people.filter((one) => one.unit === unit) ?? []
  return !!author && there.length > 0 && !there.some(({ id }) => id === author)
}
