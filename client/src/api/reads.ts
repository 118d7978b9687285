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
 * Without network, what was last read on this phone; null if nothing ever was.
 */
export async function devicesOfSchool(): Promise<{ people: PersonsDevices[]; at: string } | null> {
  const kept = `lantoa.phones.${await me()}`
  const found = await get('/api/devices')
  try {
    if (found?.people)
      localStorage.setItem(kept, JSON.stringify({ people: found.people, at: new Date().toISOString() }))
    return JSON.parse(localStorage.getItem(kept) ?? 'null')
  } catch {
    return found ? { people: found.people, at: new Date().toISOString() } : null
  }
}

async function get(path: string): Promise<Json | null> {
  const reply = await ask('GET', path, await me()).catch(() => null)
  return reply?.status === 200 ? reply.body : null
}
