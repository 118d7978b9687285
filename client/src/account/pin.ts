/**
 * Sets, checks and forgets the PIN of an account on this phone. Wrong ones make it wait, and never delete anything; who
 * forgot theirs signs in with the password.
 */

import type { Pin } from '../core/types/account'
import { keep, known } from '../store/accounts'

/** Wrong PINs until it waits; then milliseconds of the first wait, doubled for each further wrong one up to an hour. */
const TRIES = 5
const WAIT = 60_000
const LONGEST = 3_600_000
/** Rounds of the hash: some tenths of a second on a cheap phone. */
const ROUNDS = 50_000

/** What a PIN must look like. */
export const SHAPE = '[0-9]{4,8}'

/** Whether this browser can keep a PIN: it needs the page to come over TLS. */
export const canKeepPin = () => !!globalThis.crypto?.subtle

/** Sets the PIN of an account (its id). */
export async function setPin(id: string, digits: string): Promise<void> {
  const salt = hex(crypto.getRandomValues(new Uint8Array(16)))
  await keep({ id, pin: { salt, hash: await hashed(digits, salt), wrong: 0, until: 0 } })
}

/** Takes the PIN of an account (its id) away. */
export const dropPin = (id: string) => keep({ id, pin: undefined })

/**
 * Checks a PIN that was typed for an account (its id). Gives 'right', 'wrong', or the moment (milliseconds since 1970)
 * until which it waits. The count of wrong ones outlives the page.
 */
export async function tryPin(id: string, digits: string): Promise<'right' | 'wrong' | number> {
  const pin = (await known()).find((account) => account.id === id)?.pin
  if (!pin) return 'right'
  // A clock that was set back must not make it wait for years.
  if (Date.now() < pin.until && pin.until - Date.now() <= LONGEST) return pin.until
  const right = (await hashed(digits, pin.salt)) === pin.hash
  const next = right ? { ...pin, wrong: 0, until: 0 } : oneMoreWrong(pin)
  await keep({ id, pin: next })
  return right ? 'right' : next.until || 'wrong'
}

function oneMoreWrong(pin: Pin): Pin {
  const wrong = pin.wrong + 1
  const until = wrong < TRIES ? 0 : Date.now() + Math.min(LONGEST, WAIT * 2 ** (wrong - TRIES))
  return { ...pin, wrong, until }
}

async function hashed(digits: string, salt: string): Promise<string> {
  const text = new TextEncoder()
  const key = await crypto.subtle.importKey('raw', text.encode(digits), 'PBKDF2', false, ['deriveBits'])
  const how = { name: 'PBKDF2', hash: 'SHA-256', salt: text.encode(salt), iterations: ROUNDS }
  return hex(new Uint8Array(await crypto.subtle.deriveBits(how, key, 256)))
}

const hex = (bytes: Uint8Array) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
