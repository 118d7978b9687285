import type { Unit } from '../../core/types/account'
import { inOrder } from '../../core/vietnamese'
import { atHand } from '../../records/catalog'

/**
 * The id and name of all units in the catalog except sites, as choices: in the order of a tree by place, with a dash
 * before the name for each level.
 */
export function unitChoices(): [string, string][] {
  const units = (atHand()?.units ?? []).filter(({ kind }) => kind !== 'site')
  const known = new Set(units.map(({ id }) => id))
  const below = new Map<string, Unit[]>()
  for (const unit of units) {
    const above = unit.parent && known.has(unit.parent) ? unit.parent : ''
    below.set(above, [...(below.get(above) ?? []), unit])
  }
  const found: [string, string][] = []
  const walk = (above: string, depth: number) => {
    for (const unit of inOrder(below.get(above) ?? [], ({ name }) => name)) {
      found.push([unit.id, `${'\u2013 '.repeat(depth)}${unit.name}`])
      walk(unit.id, depth + 1)
    }
  }
  walk('', 0)
  return found
}
