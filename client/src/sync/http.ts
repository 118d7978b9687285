/** Requests to our server over a network that may be slow, silent, or a captive portal. */

import type { Json } from '../core/types/json'

/** An answer. `body` is null where no JSON object came; `after` are the seconds of Retry-After. */
export interface Reply {
  status: number
  body: Json | null
  after: number
}

/** No whole answer came: whether the request arrived is unknown. */
export class Unreached extends Error {
  constructor(readonly why: 'timeout' | 'network') {
    super(why)
  }
}

/** Milliseconds without a byte after which a request is given up; a slow answer that keeps coming is not. */
const PATIENCE = 30_000

/** Sends a request and gives the answer. `account` picks among the sessions that this phone has. Throws Unreached. */
export async function ask(method: string, path: string, account?: string, body?: Json): Promise<Reply> {
  const headers: Record<string, string> = { 'Accept-Language': globalThis.document?.documentElement.lang || 'vi' }
  if (account) headers['X-Account'] = account
  if (body) headers['Content-Type'] = 'application/json'
  const packed = body && (await gzip(JSON.stringify(body)))
  if (packed && typeof packed !== 'string') headers['Content-Encoding'] = 'gzip'
  const stop = new AbortController()
  let timer = setTimeout(() => stop.abort(), PATIENCE)
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
