/** Sends files to the server that the desk brings: workbooks, and definitions of registers. */

import type { Json } from '../core/types/json'
import { me } from '../store/accounts'
import { ask } from '../sync/http'
import { Refusal, Unreached } from './requests'

/**
 * Sends a file of the media type `type` and gives the server's answer; a large one has the time that a slow network takes.
 * Rejects with Refusal or Unreached.
 */
export async function upload(path: string, file: File, type: string): Promise<Json> {
  const headers = { 'Content-Type': type, 'X-File-Name': encodeURIComponent(file.name) }
  const { status, body } = await ask('POST', path, await me(), file, headers)
  if (!body) throw new Unreached('network')
  if (status < 300) return body
  throw new Refusal(status, body.code ?? 'broken', body.detail ?? '', body.fields)
}
