import type { Unit } from './account'
import type { Register } from './register'

export type Period = { key: string; kind: string; starts: string; ends: string; closed: boolean }

export type Person = { id: string; name: string; unit: string; role: string }

export interface Catalog {
  hash: string
  units: Unit[]
  registers: Register[]
  periods: Period[]
  people: Person[]
  /** What this account's units have to report about now; whether they have is seen from the copies. */
  dues?: Due[]
  /** Register → the periods that are closed for all units of this account. */
  closed?: Record<string, string[]>
}

export type Due = { register: string; period: string; unit: string; due: string; reminded?: string }
