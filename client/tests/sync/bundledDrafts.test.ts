/** Unfinished forms that a file has brought come to this phone with their photos, once, whatever fails on the way. */

import { beforeEach, expect, it, vi } from 'vitest'
import type { Json } from '../../src/core/types/json'
import { save } from '../../src/records/records'
import { getDraft, putDraft } from '../../src/store/drafts'
import { bytesOf, photosOf } from '../../src/store/photos'
import { takeDrafts } from '../../src/sync/bundledDrafts'
import { queuePhotos } from '../../src/sync/photoQueue'
import { ME, newPhone, UNIT } from '../fixtures/phone'
import { hashOf } from '../fixtures/photos'
import { failFrom } from '../fixtures/storage'

const LARGE = new Uint8Array(5_000).map((_, at) => (at * 31) % 256)
const SMALL = new Uint8Array(900).map((_, at) => (at * 7) % 256)
const HASHES = await Promise.all([LARGE, SMALL].map(hashOf))
const [large, small] = HASHES as [string, string]
const PHOTO = { sha256: large, bytes: 5_000, type: 'image/webp', w: 1280, h: 960, preview: small }
const VALUES: Json = { key: 'form', form: 'probe@1', values: { note: 'viết dở', photos: [PHOTO] } }
const KEPT = { type: 'image/webp', draft: 'form', field: 'photos', state: 'kept', records: {} }

/** A server that a file has brought a draft to, as the contract says. */
class Server {
  draft: Json | null = { key: 'form', at: '2020-11-20T10:00:00Z', values: VALUES }
  photos = new Map([
    [small, SMALL],
    [large, LARGE],
  ])
  /** Hashes of what was fetched; and what becomes of the next requests for photos. */
  fetched: string[] = []
  next: (() => Response)[] = []
  /** Whether it hears of no photo that is held. */
  deaf = false

  fetch = async (path: string, init: RequestInit): Promise<Response> => {
    expect(new Headers(init.headers).get('X-Account')).toBe(ME)
    if (path === '/api/bundles/drafts') return Response.json({ drafts: this.listed() })
    if (path === '/api/bundles/drafts/held') return this.held(await unpacked(init))
    const sha256 = path.split('/').pop() ?? ''
    const spoiled = this.next.shift()?.()
    if (spoiled) return spoiled
    this.fetched.push(sha256)
    const body = this.photos.get(sha256)
    return body ? new Response(body) : new Response('{}', { status: 404 })
  }

  private listed(): Json[] {
    const photos = [...this.photos].map(([sha256, { length }]) => ({ sha256, type: 'image/webp', bytes: length }))
    return this.draft ? [{ ...this.draft, ...(photos.length && { photos }) }] : []
  }

  private held({ keys, photos }: Json): Response {
    expect(keys).toEqual(['form'])
    if (this.deaf && photos.length) lost()
    for (const one of photos) this.photos.delete(one)
    this.draft = this.photos.size ? { ...this.draft, held: true } : null
    return new Response(null, { status: 204 })
  }
}

async function unpacked({ body }: RequestInit): Promise<Json> {
  const stream = new Blob([body as ArrayBuffer]).stream().pipeThrough(new DecompressionStream('gzip'))
  return new Response(stream).json() as Promise<Json>
}

const lost = () => {
  throw new TypeError('no network')
}

let server: Server
beforeEach(async () => {
  await newPhone()
  server = new Server()
  vi.stubGlobal('fetch', server.fetch)
  return () => vi.unstubAllGlobals()
})

async function hasAll() {
  expect(await getDraft('form')).toEqual(VALUES)
  expect(await photosOf(ME)).toMatchObject([
    { ...KEPT, sha256: small, bytes: 900, of: large },
    { ...KEPT, sha256: large, bytes: 5_000, w: 1280, h: 960, preview: small },
  ])
  expect(new Uint8Array((await bytesOf(ME, large)) as ArrayBuffer)).toEqual(LARGE)
  expect([server.draft, server.photos.size]).toEqual([null, 0])
}

it('the form and its photos are on this phone before the server forgets them', async () => {
  await takeDrafts(ME)
  await hasAll()
})

it('once the form is saved its photos are sent as any other', async () => {
  await takeDrafts(ME)
  const record = await save({ unit: UNIT, form: 'probe@1', set: { photos: [PHOTO] } })
  const waiting = await queuePhotos(ME)
  expect(waiting.map(({ sha256, records }) => [sha256, Object.keys(records)])).toEqual([
    [small, [record]],
    [large, [record]],
  ])
})

it('a network that is lost between takes no text, and what has come is not fetched again', async () => {
  server.next = [() => new Response(SMALL), lost]
  await expect(takeDrafts(ME)).rejects.toMatchObject({ why: 'network' })
  expect(await getDraft('form')).toEqual(VALUES)
  await takeDrafts(ME)
  expect(server.fetched).toEqual([large])
  await hasAll()
})

it('a photo that is on disk is not fetched again, though the server has not heard of it', async () => {
  server.deaf = true
  for (let n = 0; n < 2; n++) await expect(takeDrafts(ME)).rejects.toMatchObject({ why: 'network' })
  server.deaf = false
  await takeDrafts(ME)
  expect(server.fetched).toEqual([small, large])
  await hasAll()
})

it('a disk that fails at any moment loses nothing', async () => {
  for (let n = 1; ; n++) {
    await newPhone()
    await photosOf(ME) // its shape is made by now
    server = new Server()
    vi.stubGlobal('fetch', server.fetch)
    const failing = failFrom(n)
    await takeDrafts(ME).catch(() => {})
    failing.heal()
    if (!failing.failed) break
    await takeDrafts(ME)
    await hasAll()
  }
})

it('one that cannot be had now, or came damaged, waits and holds up none behind it', async () => {
  server.next = [() => new Response('{}', { status: 500 }), () => new Response(SMALL)]
  await takeDrafts(ME)
  expect([await photosOf(ME), server.photos.size]).toEqual([[], 2])
  server.next = [() => new Response('{}', { status: 500 })]
  await takeDrafts(ME)
  expect((await photosOf(ME)).map(({ sha256 }) => sha256)).toEqual([large])
  expect([...server.photos.keys()]).toEqual([small])
})

it('a form that was saved while its photos were on their way does not come back, and they are sent', async () => {
  server.next = [lost]
  await expect(takeDrafts(ME)).rejects.toMatchObject({ why: 'network' })
  await save({ unit: UNIT, form: 'probe@1', set: { photos: [PHOTO] }, draft: 'form' })
  await takeDrafts(ME)
  expect(await getDraft('form')).toBeNull()
  expect((await queuePhotos(ME)).map(({ sha256 }) => sha256)).toEqual([small, large])
})

it('what was left out of the form on this phone stays left out', async () => {
  await putDraft('form', { ...VALUES, values: { note: 'viết tiếp', photos: [] } })
  await takeDrafts(ME)
  expect(await photosOf(ME)).toEqual([])
  expect(server.draft).toBeNull()
})
