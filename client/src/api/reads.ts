/** What is read over the network alone: it is shown as old as it is, and nothing depends on it. */

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

/** The log's entries of a record, the first first. Null where the server cannot be asked. */
export async function historyOf(record: string): Promise<Entry[] | null> {
  const found = await get(`/api/records/${record}`)
  return found?.history ?? null
}

export interface Quarantined {
  mutation: string
  state: 'waiting' | 'taken_in' | 'refused'
  text: string | null
}

/** What became of one's own work that a unit could not take when it came. */
export const ownQuarantined = async (): Promise<Quarantined[]> => (await get('/api/quarantine/mine'))?.items ?? []

/** What the phones of one's school last said of themselves, and when it was asked; the last answer when offline. */
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
