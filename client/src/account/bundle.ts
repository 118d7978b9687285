/**
 * Seals an account's unsent work into a file that only the server opens (HPKE, RFC 9180, in PSK mode); the format is
 * described in docs/implementing-a-client.md.
 */

import { AEAD_AES_256_GCM, CipherSuite, KDF_HKDF_SHA256, KEM_DHKEM_P256_HKDF_SHA256 } from 'hpke'
import type { BundleOffer } from '../core/types/account'
import type { Json } from '../core/types/json'

const MAGIC = 'LANTOA-BUNDLE/1\n'
const AS_TEXT = 'LANTOA-BUNDLE/1 base64\n'
const INFO = 'lantoa bundle 1'
const TEXT = new TextEncoder()

/**
 * The file, as text: share sheets pass on texts, and refuse files of a kind that they do not know. `photos`: the bytes of
 * those that `content` lists, in their order.
 */
export async function sealed(offer: BundleOffer, content: Json, photos: ArrayBuffer[] = []): Promise<string> {
  const suite = new CipherSuite(KEM_DHKEM_P256_HKDF_SHA256, KDF_HKDF_SHA256, AEAD_AES_256_GCM)
  const handle = fromBase64(offer.handle)
  const { encapsulatedSecret, ctx } = await suite.SetupSender(
    await suite.DeserializePublicKey(fromBase64(offer.public)),
    { info: TEXT.encode(INFO), psk: fromBase64(offer.secret), pskId: handle },
  )
  const head = joined([
    TEXT.encode(MAGIC),
    fromHex(offer.key),
    Uint8Array.of(handle.length),
    handle,
    encapsulatedSecret,
  ])
  const body = await ctx.Seal(await packed(content, photos), head)
  return AS_TEXT + toBase64(joined([head, body]))
}

async function packed(content: Json, photos: ArrayBuffer[]): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([JSON.stringify(content)]).stream().pipeThrough(new CompressionStream('gzip'))
  const json = new Uint8Array(await new Response(stream).arrayBuffer())
  const length = new Uint8Array(4)
  new DataView(length.buffer).setUint32(0, json.length)
  return joined([length, json, ...photos.map((photo) => new Uint8Array(photo))])
}

function joined(parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((size, part) => size + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

const fromHex = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], (digits) => Number.parseInt(digits, 16))

const fromBase64 = (text: string) =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0))

const STEP = 0x8000 // how many arguments a call may have differs by browser

function toBase64(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += STEP) text += String.fromCharCode(...bytes.subarray(at, at + STEP))
  return btoa(text)
}
