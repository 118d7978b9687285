import type { Json } from './json'
import type { Refused } from './mutation'

export interface ThreadItem {
  id: string
  by: string
  at: string
  do: string
  text?: string
  field?: string
}

/** The other value of a field in conflict: what somebody else, or another phone, wrote into it. */
export type Alternative = { value: Json[string]; by: string; at: string }

/** The server's copy of a record. Of one that only this phone knows, `version` is null. */
export interface Copy {
  id: string
  unit: string
  form: string | null
  author: string | null
  period: string | null
  version: string | null
  status: string
  data: Json
  conflicts: Record<string, Record<string, Alternative>>
  /** Of fields in conflict: who wrote the value that stands. */
  wrote?: Record<string, Pick<Alternative, 'by' | 'at'>>
  thread: ThreadItem[]
  flags: string[]
}

/**
 * A record as it is shown: the copy with unsent mutations on top. `pending` counts those; `local`: the server has not
 * sent a copy yet.
 */
export interface Shown extends Copy {
  pending: number
  refused: Refused[]
  local: boolean
  /** Its status at the server, as this phone last heard. */
  stands: string
}
