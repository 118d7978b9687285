/** Looks for records of other schools that may be replicated. */

import type { Json } from '../core/types/json'
import { me } from '../store/accounts'
import { ask } from '../sync/http'

/** A record of some unit that may be replicated: its title, unit, and in `data` the answers that classify it. */
export interface Source {
  id: string
  title: string
  unit: string
  unit_name: string
  place: string | null
  period: string | null
  data: Json
}

/** The approved records of a register (a key) in which all words stand; null without network or where it is refused. */
export const findSources = (register: string, words: string) => sources(register, 'q', words)

/** The approved record `id` of a register, or none; null without network or where it is refused. */
export const sourceOf = (register: string, id: string) => sources(register, 'id', id)

async function sources(register: string, name: string, value: string): Promise<Source[] | null> {
  const query = new URLSearchParams({ register, [name]: value })
  const reply = await ask('GET', `/api/references?${query}`, await me()).catch(() => null)
  return reply?.status === 200 ? (reply.body?.records ?? null) : null
}
