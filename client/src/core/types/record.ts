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

/** `value` is what somebody else, or another phone, wrote into the field. */
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

/** A copy with the queue laid over it. `pending` counts unsettled mutations; `local`: no server has shown it yet. */
export interface Shown extends Copy {
  pending: number
  refused: Refused[]
  local: boolean
  /** How it stands at the server, as far as this phone was told. */
  stands: string
}
