import type { Outcome } from './mutation'
import type { Copy } from './record'

export interface Answer {
  nonce: string
  now?: string
  outcomes?: Record<string, Outcome>
  changes?: Copy[]
  gone?: string[]
  reset?: Record<string, string>
  want?: string[]
  cursor: string
  more?: boolean
  safe?: Record<string, number>
  catalog?: string
}

export type Queue = { mutations: number; photos: number; oldest?: string; free_mb?: number }

/** How far an account has synchronised. */
export interface Progress {
  cursor?: string
  safe?: Record<string, number>
  want?: string[]
  catalog?: string
  /** What was last reported to the server about the outbox. */
  queue?: Queue
  batchBytes?: number
  batchCount?: number
  lastSync?: string
  pruned?: string
}

/**
 * How synchronisation stands. `why`: a refusal's code, `timeout` or `network`. `waiting`, `sent` and `of` count
 * records; `clock` is how many minutes this phone's clock is wrong.
 */
export interface Status {
  state: 'idle' | 'sending' | 'waiting' | 'failed'
  why?: string
  waiting: number
  /** How many records hold something that the server refused and nobody has mended yet. */
  refused: number
  sent: number
  of: number
  lastSync: string | null
  next?: string
  clock?: number
}
