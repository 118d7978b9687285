import type { Json } from '../core/types/json'
import { get } from './reads'

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

/** The entries of a record's log, the oldest first; null without network or where the server refuses. */
export async function historyOf(record: string): Promise<Entry[] | null> {
  const found = await get(`/api/records/${record}`)
  return found?.history ?? null
}
