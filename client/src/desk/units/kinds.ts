import type { Json } from '../../core/types/json'
import { type DeskKey, d } from '../../text/desk'

export const LEVELS = ['MN', 'TH', 'THCS', 'THPT', 'LC', 'PTDTBT', 'PTDTNT', 'GDTX', 'TT', 'CD'] as const

/** Kind of unit → the kind that lies below it. */
export const BELOW: Record<string, string> = { province: 'commune', commune: 'school', school: 'site' }

export const levelWord = (level: string) =>
  (LEVELS as readonly string[]).includes(level) ? d(`level.${level}` as DeskKey) : level

export const kindWord = (unit: Json): string =>
  unit.kind === 'school' && unit.level ? levelWord(unit.level) : d(`kind.${unit.kind}` as DeskKey)
