/** Sending files with unsent work that somebody brings. */

import { me } from '../store/accounts'
import { ask, Unreached } from '../sync/http'

const TYPE = 'application/vnd.lantoa.bundle'
/** How each such file begins. */
const MAGIC = 'LANTOA-BUNDLE/'

/**
 * What became of a file: `state` is the server's (`taken_in`, `waiting`, `refused`, `early`, `full`), `unsealable`,
 * `offline`, or `other` with the server's sentence in `why`. `unread`: how many things in it could not be read.
 */
export interface Brought {
  state: 'taken_in' | 'waiting' | 'refused' | 'early' | 'full' | 'unsealable' | 'offline' | 'other'
  mutations: number
  drafts: number
  unread?: number
  why: string
}

/** Sends a file that somebody's phone has sealed; it counts as its author's work. */
export async function bringFile(file: Blob): Promise<Brought> {
  const account = await me()
  const nothing = { mutations: 0, drafts: 0, why: '' }
  // A film that was chosen by mistake must not be sent over a network that is paid for, only to be refused.
  if ((await file.slice(0, MAGIC.length).text()) !== MAGIC) return { ...nothing, state: 'unsealable' }
  try {
    const { status, body } = await ask('POST', '/api/bundles', account, new Blob([file], { type: TYPE }))
    if (status === 200 && body?.state) return { ...nothing, ...body } as Brought
    if (body?.code === 'unsealable') return { ...nothing, state: 'unsealable' }
    return { ...nothing, state: body?.detail ? 'other' : 'offline', why: body?.detail ?? '' }
  } catch (fault) {
    if (!(fault instanceof Unreached)) throw fault
    return { ...nothing, state: 'offline' }
  }
}
