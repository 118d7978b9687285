/** Sends requests to the app's server over a network that may be slow, silent, or a captive portal. */

import type { Json } from '../core/types/json'
import { addTraffic } from '../platform/traffic'

/**
 * An HTTP answer, whatever its status. `body` is null where no JSON object came; `after` holds the seconds of
 * Retry-After, 0 without one.
 */
export interface Reply {
  status: number
  body: Json | null
  after: number
}

/** Thrown when no whole answer to a request came; whether the server got the request is unknown. */
export class Unreached extends Error {
  constructor(readonly why: 'timeout' | 'network') {
    super(why)
  }
}

/**
 * Milliseconds without any byte of the answer after which a request is given up. A file has as many more as it takes on
 * the slowest network, in bytes a millisecond, on which it is of any use to try.
 */
export const PATIENCE = 30_000
export const SLOWEST = 8

/**
 * Sends a request with `body`, as JSON if it is no file, and gives the answer, a refusal too. `account` (an id) says whose session on
 * this phone is meant; it is left out to sign in. Rejects with Unreached if no whole answer comes.
 */
export async function ask(
  method: string,
  path: string,
  account?: string,
  body?: Json | Blob,
  more?: Record<string, string>,
): Promise<Reply> {
  const headers: Record<string, string> = {
    'Accept-Language': globalThis.document?.documentElement.lang || 'vi',
    ...more,
  }
  if (account) headers['X-Account'] = account
  const file = body instanceof Blob
  // A file says its type itself.
  if (body && !file) headers['Content-Type'] = 'application/json'
  const packed = file ? body : body && (await gzip(JSON.stringify(body)))
  if (packed instanceof ArrayBuffer) headers['Content-Encoding'] = 'gzip'
  if (packed) addTraffic(new Blob([packed]).size)
  const stop = new AbortController()
  let timer = setTimeout(() => stop.abort(), PATIENCE + (file ? body.size / SLOWEST : 0))
  const alive = () => {
    clearTimeout(timer)
    timer = setTimeout(() => stop.abort(), PATIENCE)
  }
  try {
    // A portal's redirect is no answer of ours.
    const options: RequestInit = { method, headers, signal: stop.signal, cache: 'no-store', redirect: 'error' }
    const reply = await fetch(path, packed ? { ...options, body: packed } : options)
    const found = object(await text(reply, alive))
    return { status: reply.status, body: found, after: Number(reply.headers.get('Retry-After')) || 0 }
  } catch {
    throw new Unreached(stop.signal.aborted ? 'timeout' : 'network')
  } finally {
    clearTimeout(timer)
  }
}

async function gzip(text: string): Promise<string | ArrayBuffer> {
  if (typeof CompressionStream === 'undefined') return text
  return new Response(new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'))).arrayBuffer()
}

async function text(reply: Response, alive: () => void): Promise<string> {
  const reader = reply.body?.getReader()
  const decoder = new TextDecoder()
  let received = ''
  while (reader) {
    alive()
    const { done, value } = await reader.read()
    if (done) break
    received += decoder.decode(value, { stream: true })
  }
  return received
}

/** The JSON object in `text`; null if it holds none, as a captive portal's page does. */
function object(text: string): Json | null {
  try {
    const found = JSON.parse(text)
    return typeof found === 'object' && !Array.isArray(found) ? found : null
  } catch {
    return null
  }
}
