/**
 * Reads what the phone's screens show only with a network. Without one they show less, and nothing else depends on
 * these functions.
 */

import type { Json } from '../core/types/json'
import { me } from '../store/accounts'
import { ask } from '../sync/http'

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

/** The server's answer to GET `path`, for the account in use; null without network or where the server refuses. */
export async function get(path: string): Promise<Json | null> {
  const reply = await ask('GET', path, await me()).catch(() => null)
  return reply?.status === 200 ? reply.body : null
}
