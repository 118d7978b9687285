import { fold } from '../../core/folding'
import type { Unit } from '../../core/types/account'
import { inOrder } from '../../core/vietnamese'
import { atHand } from '../../records/catalog'
import { recentUnits } from './recentUnits'

const MOST = 30 // shown at once; whoever looks for one of more types another letter

/** What a unit is found by; `parent` is the id of the unit that it lies in. */
export type Findable = Pick<Unit, 'id' | 'name'> & {
  code?: string | null | undefined
  aliases?: string[] | undefined
  parent?: string | null | undefined
}
export interface UnitChoice {
  id: string
  name: string
  /** The name of the unit that it lies in. */
  place?: string
  code?: string
}

/** All units in the catalog except sites. */
export const catalogUnits = (): Unit[] => (atHand()?.units ?? []).filter(({ kind }) => kind !== 'site')

interface Found {
  choices: UnitChoice[]
  more: number
}

/**
 * The first choices of `among` for what was typed, and how many there are beyond. Before a letter is typed the choice of
 * `none` stands first, then those taken last, then what lies in `near`, a unit's id.
 */
export function foundUnits(among: Findable[], typed: string, none?: string, near?: string): Found {
  const names = new Map([...catalogUnits(), ...among].map((unit) => [unit.id, unit.name]))
  const words = fold(typed).split(/\s+/).filter(Boolean)
  const holds = ({ name, code, aliases = [] }: Findable) => {
    const text = fold([name, code ?? '', ...aliases].join(' '))
    return words.every((word) => text.includes(word))
  }
  const recent = words.length ? [] : recentUnits()
  const rank = ({ id, parent }: Findable) =>
    recent.includes(id) ? recent.indexOf(id) : recent.length + Number(!near || parent !== near)
  const fitting = inOrder(among.filter(holds), ({ name }) => name).sort((one, other) => rank(one) - rank(other))
  const first = fitting.slice(0, MOST).map(({ id, name, parent, code }) => {
    const place = parent ? names.get(parent) : undefined
    return { id, name, ...(place && { place }), ...(code && { code }) }
  })
  const no = none !== undefined && !words.length ? [{ id: '', name: none }] : []
  return { choices: [...no, ...first], more: fitting.length - first.length }
}
