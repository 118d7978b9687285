/** The ids and times that a phone gives to what it makes. */

const hex = (bytes: ArrayLike<number>) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
const dashed = (text: string) => text.replace(/(.{8})(.{4})(.{4})(.{4})(.{12}).*/, '$1-$2-$3-$4-$5')

/** A new UUID of version 7: the present milliseconds first, the rest random. */
export function uuid7(): string {
  const random = hex(crypto.getRandomValues(new Uint8Array(10)))
  const variant = '89ab'[Number.parseInt(random[3] as string, 16) % 4]
  return dashed(`${Date.now().toString(16).padStart(12, '0')}7${random.slice(0, 3)}${variant}${random.slice(4)}`)
}

/**
 * The id (UUID 5) of the one record that a unit has in a register (its key) and period, where the register has a
 * natural key. Every phone computes the same id, so that two phones that begin the record offline meet in it.
 */
export async function naturalId(unit: string, register: string, period: string): Promise<string> {
  const scope = (unit.match(/[0-9a-f]{2}/g) ?? []).map((byte) => Number.parseInt(byte, 16))
  const named = new Uint8Array([...scope, ...new TextEncoder().encode(`${register}:${period}`)])
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-1', named))
  digest[6] = ((digest[6] as number) & 15) | 80
  digest[8] = ((digest[8] as number) & 63) | 128
  return dashed(hex(digest))
}

/** The moment in this phone's time zone, to the second, as "2026-11-23T14:05:00+07:00". */
export function clock(moment = new Date()): string {
  const minutes = -moment.getTimezoneOffset()
  const two = (n: number) => String(Math.floor(n)).padStart(2, '0')
  const offset = `${minutes < 0 ? '-' : '+'}${two(Math.abs(minutes) / 60)}:${two(Math.abs(minutes) % 60)}`
  return new Date(moment.getTime() + minutes * 60_000).toISOString().slice(0, 19) + offset
}
