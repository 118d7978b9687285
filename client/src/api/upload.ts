/** Sends files to the server that the desk brings: workbooks, and definitions of registers. */

import type { Json } from '../core/types/json'
import { me } from '../store/accounts'
import { ask } from '../sync/http'
import { Refusal, Unreached } from './requests'

/**
 * Sends a file of the media type `type` and gives the server's answer; a large one has the time that a slow network takes.
 * Rejects with Refusal or Unreached.
 */
export const upload = (path: string, file: File, type: string): Promise<Json> =>
  sent(path, file, { 'Content-Type': type, 'X-File-Name': encodeURIComponent(file.name) })

/** The same of several files, by the names of their parts. */
export async function uploadTogether(path: string, files: Record<string, File[]>): Promise<Json> {
  const form = new FormData()
  for (const [part, some] of Object.entries(files)) for (const file of some) form.append(part, file)
  const packed = new Response(form)
  // A blob's own type is in small letters, and the boundary between files is not.
  const type = packed.headers.get('Content-Type') ?? ''
  return sent(path, await packed.blob(), { 'Content-Type': type })
}

async function sent(path: string, file: Blob, headers: Record<string, string>): Promise<Json> {
  const { status, body } = await ask('POST', path, await me(), file, headers)
  if (!body) throw new Unreached('network')
  if (status < 300) return body
  throw new Refusal(status, body.code ?? 'broken', body.detail ?? '', body.fields)
}
