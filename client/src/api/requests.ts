/**
 * Sends requests to the server that are not part of synchronisation. Records are never written this way: they go
 * through the outbox.
 */

import type { Json } from '../core/types/json'
import type { Fault } from '../core/types/mutation'
import { me } from '../store/accounts'
import { type Answered, keepAnswer, keptAnswer } from '../store/cache'
import { Unreached } from '../sync/http'

export { Unreached }

/**
 * Thrown when the server refused a request: the HTTP status, its code, a sentence for the person, and what was wrong as
 * parameter → fault.
 */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly fields: Record<string, Fault> = {},
  ) {
    super(code)
  }
}

/** What the server answered. `old`: it cannot be reached now, and this is its stored answer of the moment `at`. */
export interface Found extends Answered {
  old: boolean
}

/** Milliseconds after which a request is given up. */
const PATIENCE = 30_000

let early: { path: string; found: Promise<Found> } | undefined

/** Asks for GET `path` before the screen that shows it has come: if that is the next thing read, this answer is its. */
export function readAhead(path: string): void {
  early = { path, found: fetched(path) }
  early.found.catch(() => {}) // the screen that reads it says what is wrong
}

/**
 * Gives the server's answer to GET `path`, for the account in use; without network, the last one that this device has
 * stored. Rejects with Refusal, and with Unreached if there is no stored answer either.
 */
export function read(path: string): Promise<Found> {
  const found = early?.path === path ? early.found : fetched(path)
  early = undefined
  return found
}

async function fetched(path: string): Promise<Found> {
  const account = await me()
  try {
    const found = { body: await call(account, 'GET', path), at: new Date().toISOString() }
    keepAnswer(account, path, found).catch(() => {})
    return { ...found, old: false }
  } catch (fault) {
    const kept = fault instanceof Unreached && (await keptAnswer(account, path).catch(() => undefined))
    if (!kept) throw fault
    return { ...kept, old: true }
  }
}

/**
 * Changes something at the server that is no record, such as a person, a unit or a device; gives the server's answer.
 *
 * `version` is the version of that thing which the person saw: if somebody else has changed it since, the server
 * refuses. `once` is the id of one opening of a form: the same content is then applied only once, however often it is
 * sent. Rejects with Refusal or Unreached.
 */
export async function change(
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: Json,
  version?: number,
  once?: string,
): Promise<Json> {
  const more: Record<string, string> = version === undefined ? {} : { 'If-Match': `"${version}"` }
  if (once) more['Idempotency-Key'] = `${once}.${hash(path + JSON.stringify(body))}`
  return call(await me(), method, path, body ?? (method === 'DELETE' ? undefined : {}), more)
}

/** A hash of a text (32-bit FNV-1a, in hexadecimal), which differs once the person has changed what was typed. */
function hash(text: string): string {
  let bits = 0x811c9dc5
  for (const letter of text) bits = Math.imul(bits ^ (letter.codePointAt(0) ?? 0), 0x01000193)
  return (bits >>> 0).toString(16)
}

/** Fetches a file from the server, for the account in use. Rejects with Refusal or Unreached. */
export async function fetchFile(path: string): Promise<Blob> {
  const headers = { 'Accept-Language': document.documentElement.lang, 'X-Account': await me() }
  const reply = await fetch(path, { headers }).catch(() => {
    throw new Unreached('network')
  })
  if (reply.ok) return reply.blob()
  // What stands before a dead server, or between, answers in a language of its own.
  const { code, detail } = await reply.json().catch(() => {
    throw new Unreached('network')
  })
  throw new Refusal(reply.status, code ?? 'broken', detail ?? '')
}

async function call(
  account: string,
  method: string,
  path: string,
  body?: Json,
  more: Record<string, string> = {},
): Promise<Json> {
  const headers: Record<string, string> = {
    'Accept-Language': document.documentElement.lang,
    'X-Account': account,
    ...(body && { 'Content-Type': 'application/json' }),
    ...more,
  }
  const stop = new AbortController()
  const timer = setTimeout(() => stop.abort(), PATIENCE)
  try {
    // `no-cache` asks with the ETag of what the browser holds: a 304 costs no body and comes out as the 200 before.
    const options: RequestInit = { method, headers, signal: stop.signal, cache: 'no-cache', redirect: 'error' }
    const reply = await fetch(path, body ? { ...options, body: JSON.stringify(body) } : options)
    const found = reply.status === 204 ? {} : await reply.json()
    if (reply.ok) return found
    throw new Refusal(reply.status, found.code ?? 'broken', found.detail ?? '', found.fields)
  } catch (fault) {
    if (fault instanceof Refusal) throw fault
    throw new Unreached(stop.signal.aborted ? 'timeout' : 'network')
  } finally {
    clearTimeout(timer)
  }
}
