/**
 * What the phone's screens read over the network only. Without network they show less, and nothing else depends on
 * it.
 */

import type { Json } from '../core/types/json'
import { me } from '../store/accounts'
import { ask } from '../sync/http'

export interface Entry {
  id: string
  do: string
  by: string
  at: string
  version: string
  set?: Json
  text?: string
}

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

/** The entries of a record's log, the oldest first. Null without network. */
export async function historyOf(record: string): Promise<Entry[] | null> {
  const found = await get(`/api/records/${record}`)
  return found?.history ?? null
}

export interface Quarantined {
  mutation: string
  state: 'waiting' | 'taken_in' | 'refused'
  text: string | null
}

/** What became of this account's mutations that were quarantined; empty without network. */
export const ownQuarantined = async (): Promise<Quarantined[]> => (await get('/api/quarantine/mine'))?.items ?? []

/**
 * The people of this account's school with what their devices last reported as unsent, and when that was read.
 * Without network, the last one read.
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
