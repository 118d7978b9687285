/** Checks a field of photos. Same rules as sync/registers/photos.py. */

import type { Photo } from './types/photo'
import type { Field } from './types/register'
import { entries, isNumber, type Value, wrong } from './values'

/** The most photos that a put may set or add in one field, and that a field may hold at a submit. */
export const MOST_PHOTOS = 10
const HASH = /^[0-9a-f]{64}$/
const TYPES = ['image/jpeg', 'image/png', 'image/webp']
/** Member → its largest value: a file of 8 MiB, and sides in pixels. */
const MOST: Record<string, number> = { bytes: 8 << 20, w: 65_535, h: 65_535 }
const MEMBERS = ['sha256', 'type', ...Object.keys(MOST)]

/**
 * The photos that a put sets or adds, at most ten with distinct hashes. Throws Wrong where the field does not allow them.
 * `named`: of photos that are removed each may be its hash alone, and there may be more.
 */
export function photos(field: Field, value: Value, named = false): Photo[] {
  const given = entries(field, value)
  if (!named && given.length > MOST_PHOTOS) return wrong('count', { most: MOST_PHOTOS })
  for (const one of given) if (!(named && isName(one))) check(one)
  if (new Set(given.map(({ sha256 }) => sha256)).size < given.length) return wrong('type', { type: 'photos' })
  return given
}

const isHash = (value: Value) => typeof value === 'string' && HASH.test(value)
const isName = (one: Value) => isHash(one?.sha256) && Object.keys(one).length === 1

function check(one: Value): void {
  const names = Object.keys(one ?? '')
  const known = MEMBERS.every((name) => names.includes(name)) && [...MEMBERS, 'preview'].filter((name) => name in one)
  const right = known && known.length === names.length && isHash(one.sha256) && TYPES.includes(one.type)
  if (!right || ('preview' in one && !isHash(one.preview))) wrong('type', { type: 'photos' })
  for (const name of names) {
    const most = MOST[name]
    if (!most) continue
    if (!isNumber(one[name]) || !Number.isInteger(one[name])) wrong('type', { type: 'photos' })
    if (one[name] < 1 || one[name] > most) wrong('range', { range: [1, most] })
  }
}
