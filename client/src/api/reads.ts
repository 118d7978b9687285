/**
 * Reads what the phone's screens show only with a network. Without one they show less, and nothing else depends on
 * these functions.
 */

import type { Json } from '../core/types/json'
import { me } from '../store/accounts'
import { ask } from '../sync/http'

/**
 * An entry in the log of a record: a mutation that was applied, by whom and when. `version` is the record's after it.
 */
export interface Entry {
  id: string
  do: string
  by: string
  at: string
  version: string
  set?: Json
  text?: string
}

/**
 * What the devices of a person last reported: how many mutations and photos are unsent, since when (`oldest`), and how
 * many megabytes are free. `told_at`: when they reported it. Null: nothing was reported.
 */
export interface PersonsDevices {
  account: string
  name: string
  last_sync: string | null
  mutations: number
  photos: number
  oldest: string | null
  free_mb: number | null
  told_at: string | null
}

/** The entries of a record's log, the oldest first; null without network or where the server refuses. */
export async function historyOf(record: string): Promise<Entry[] | null> {
  const found = await get(`/api/records/${record}`)
  return found?.history ?? null
}

/**
 * Whether the server has a page at the path `path`: it says so, says that it has none, or cannot be reached, whatever
 * the browser believes of the network.
 */
export async function isThere(path: string): Promise<'there' | 'missing' | 'unreached'> {
  const reply = await fetch(path, { method: 'HEAD', cache: 'no-store', redirect: 'error' }).catch(() => null)
  if (!reply || reply.status > 500) return 'unreached'
  return reply.status === 404 ? 'missing' : 'there'
}

/**
 * A mutation that came too late to be applied and was quarantined: whether the school's leader has taken it in, refused
 * it (`text`: the reason) or still has to decide.
 */
export interface Quarantined {
  mutation: string
  state: 'waiting' | 'taken_in' | 'refused'
  text: string | null
}

/** This account's mutations that the server has quarantined; empty without network. */
export const ownQuarantined = async (): Promise<Quarantined[]> => (await get('/api/quarantine/mine'))?.items ?? []

/**
 * The people of this account's school with what their devices last reported as unsent, and when this was read (`at`).
 * Where the server does not answer, what was last read on this phone (`old`); null if nothing ever was.
 */
export async function devicesOfSchool(): Promise<{ people: PersonsDevices[]; at: string; old: boolean } | null> {
  const kept = `lantoa.phones.${await me()}`
  const found = await get('/api/devices')
  const fresh = found?.people ? { people: found.people, at: new Date().toISOString() } : null
  try {
    if (fresh) localStorage.setItem(kept, JSON.stringify(fresh))
    const last = fresh ?? JSON.parse(localStorage.getItem(kept) ?? 'null')
    return last && { ...last, old: !fresh }
  } catch {
    return fresh && { ...fresh, old: false }
  }
}

async function get(path: string): Promise<Json | null> {
  const reply = await ask('GET', path, await me()).catch(() => null)
  return reply?.status === 200 ? reply.body : null
}
