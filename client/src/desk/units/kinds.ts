import type { Json } from '../../core/types/json'
import { type DeskKey, d } from '../../text/desk'

/** The levels of schools, such as TH (primary school). */
export const LEVELS = ['MN', 'TH', 'THCS', 'THPT', 'LC', 'PTDTBT', 'PTDTNT', 'GDTX', 'TT', 'CD'] as const

/** Kind of unit → the kind of the units that lie directly in it. */
export const BELOW: Record<string, string> = { province: 'commune', commune: 'school', school: 'site' }

/** The word for a level of schools in the language in use; an unknown level is given as it is. */
export const levelWord = (level: string) =>
  (LEVELS as readonly string[]).includes(level) ? d(`level.${level}` as DeskKey) : level

/** The word for what a unit is: of a school its level, of other units their kind. */
export const kindWord = (unit: Json): string =>
  unit.kind === 'school' && unit.level ? levelWord(unit.level) : d(`kind.${unit.kind}` as DeskKey)
