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
  /** What own units are to report about now; whether they have, the copies tell. */
  dues?: Due[]
  /** Register → the periods that take no more changes of any own unit. */
  closed?: Record<string, string[]>
}

export type Due = { register: string; period: string; unit: string; due: string; reminded?: string }
