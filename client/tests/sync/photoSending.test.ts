import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { statusText } from '../../src/parts/StatusLine'
import { lastHeld } from '../../src/platform/held'
import { setWifiAlone } from '../../src/platform/wifi'
import { photosHere } from '../../src/records/photos'
import { keep } from '../../src/store/accounts'
import { syncNow } from '../../src/sync/scheduler'
import { status, watchStatus } from '../../src/sync/status'
import { ME, person } from '../fixtures/phone'
import { beginWorld, endWorld, KB, type PhotoWorld, problem, taken, verbs, withPhotos } from '../fixtures/photos'
import { fresh } from '../fixtures/world'

const OTHER = '0190cccc-0000-7000-8000-00000000000c'
let world: PhotoWorld

beforeEach(async () => {
  world = await beginWorld()
})
afterEach(endWorld)

const words = () => statusText(status(), true).text

it('a photo goes after the text, its preview first, and only then all is sent', async () => {
  const photo = await taken(100 * KB)
  await withPhotos([photo])
  const told: string[] = []
  const deaf = watchStatus(() => told.push(words()))
  await syncNow()
  deaf()
  const order = world.requests.map((one) => one.split(' ').slice(0, 2).join(' '))
  expect(order.indexOf('POST /api/sync')).toBeLessThan(order.indexOf('POST /api/photos'))
  expect([...new Set(world.sent.map(([hash]) => hash))]).toEqual([photo.preview, photo.sha256])
  expect(world.whole).toEqual(new Set([photo.sha256, photo.preview]))
  expect(told).toContain('Đang gửi ảnh 1/1')
  expect(told.slice(0, -1)).not.toContain('Đã gửi hết')
  expect(words()).toBe('Đã gửi hết')
  expect((await photosHere()).map(({ state }) => state)).toEqual(['held'])
})

it('parts begin small and grow with success', async () => {
  await withPhotos([await taken(190 * KB)])
  await syncNow()
  const [, ...offsets] = world.sent.map(([, offset]) => offset)
  const sizes = offsets.slice(1).map((one, at) => one - (offsets[at] as number))
  expect(sizes.every((size, at) => !at || size >= (sizes[at - 1] as number))).toBe(true)
  expect(Math.max(...sizes)).toBeGreaterThan(16 * KB)
})

it('cut at every tenth of its bytes, a photo costs at most 1.3 times its size and 32 KiB', async () => {
  const photo = await taken(200_000)
  world.cuts = Array.from({ length: 9 }, (_, at) => (at + 1) * 20_000)
  await withPhotos([photo])
  await syncNow()
  for (let n = 0; n < 9 && !world.whole.has(photo.sha256); n++) await syncNow()
  expect(world.cuts).toEqual([])
  expect(world.whole).toContain(photo.sha256)
  expect(world.cost).toBeLessThan(1.3 * 200_000 + 32 * KB)
})

it('without network photos wait, and the line says how many', async () => {
  world.offline = true
  await withPhotos([await taken(20 * KB), await taken(21 * KB)])
  await syncNow()
  expect(words()).toBe('Đã lưu trên máy này · 1 chờ gửi · 2 ảnh chờ gửi')
  world.offline = false
  world.next = () => problem('read_only', 503)
  await syncNow()
  expect(words()).toBe('2 ảnh chờ gửi')
  expect(status()).toMatchObject({ state: 'waiting', why: 'read_only' })
  expect(world.line.server.requests.at(-1)?.queue).toMatchObject({ photos: 2 })
  world.next = null
  await syncNow()
  expect(words()).toBe('Đã gửi hết')
  expect(world.line.server.requests.at(-1)?.queue).toMatchObject({ photos: 0 })
})

it('a phone that is cleared says what was lost, of everybody, and where photos alone waited', async () => {
  const held: Record<string, string> = {}
  const setItem = (key: string, value: string) => Object.assign(held, { [key]: value })
  vi.stubGlobal('localStorage', { getItem: (key: string) => held[key] ?? null, setItem })
  await withPhotos([await taken(20 * KB)])
  world.next = () => problem('read_only', 503)
  await syncNow()
  expect(status()).toMatchObject({ waiting: 0, photos: 1 })
  expect(lastHeld()).toEqual({ username: 'lan', waiting: 1 })
  await keep({ ...person(OTHER), username: 'mai' }, true)
  world.offline = true
  await fresh('một')
  await fresh('hai')
  await syncNow()
  expect(status()).toMatchObject({ waiting: 2, photos: 0 })
  expect(lastHeld()).toEqual({ username: 'mai', waiting: 3 })
})

it('what the server refuses for good is said at the photo, and sent no more', async () => {
  const photo = await taken(20 * KB)
  world.bad.add(photo.sha256)
  const record = await withPhotos([photo])
  await syncNow()
  const [kept] = await photosHere()
  expect(kept).toMatchObject({ state: 'refused', code: 'not_a_photo' })
  expect(Object.keys(kept?.records ?? {})).toEqual([record])
  const asked = world.requests.filter((one) => one.includes('photos')).length
  await syncNow()
  expect(world.requests.filter((one) => one.includes('photos'))).toHaveLength(asked)
  expect(words()).toBe('Đã gửi hết')
})

it('a server that knows another offset, or found the bytes damaged, is followed', async () => {
  const photo = await taken(60 * KB)
  await withPhotos([photo])
  const spoil = [problem('wrong_offset', 409, { offset: 0 }), problem('damaged', 422)]
  world.next = (method) => (method === 'PATCH' ? (spoil.pop() ?? null) : null)
  await syncNow()
  expect(spoil).toEqual([])
  expect(world.whole).toContain(photo.sha256)
})

it('a photo whose bytes are damaged here holds up none behind it', async () => {
  const [spoilt, whole] = [await taken(20 * KB), await taken(30 * KB)]
  await withPhotos([spoilt, whole])
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) =>
    path.endsWith(spoilt.sha256) ? problem('damaged', 422) : world.fetch(path, init),
  )
  await syncNow()
  // By their hashes: both may have been taken within the same millisecond.
  const ended = Object.fromEntries((await photosHere()).map(({ sha256, state, code }) => [sha256, code ?? state]))
  expect(ended).toEqual({ [spoilt.sha256]: 'damaged', [whole.sha256]: 'held' })
  expect(words()).toBe('Đã gửi hết')
})

it('what a restored server lacks is sent again', async () => {
  const photo = await taken(30 * KB)
  await withPhotos([photo])
  await syncNow()
  world.parts.clear()
  world.whole.clear()
  world.want = ['ab'.repeat(32)]
  await syncNow()
  expect(world.whole).toEqual(new Set([photo.sha256, photo.preview]))
  expect(words()).toBe('Đã gửi hết')
})

it('where Wi-Fi alone is wanted photos wait for it, and the text does not', async () => {
  vi.stubGlobal('localStorage', new Map([]) as unknown as Storage)
  const held: Record<string, string> = {}
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => held[key] ?? null,
    setItem: (key: string, v: string) => Object.assign(held, { [key]: v }),
  })
  const connection = Object.assign(new EventTarget(), { type: 'cellular' })
  vi.stubGlobal('navigator', { userAgent: '', connection })
  setWifiAlone(true)
  await withPhotos([await taken(20 * KB)])
  await syncNow()
  expect(world.sent).toEqual([])
  expect(verbs(world)).toEqual(['put'])
  expect(statusText(status(), true)).toMatchObject({ text: '1 ảnh chờ gửi', tone: 'waiting' })
  expect(statusText(status(), true).also[0]).toBe('ảnh đang chờ Wi-Fi')
  connection.type = 'wifi'
  await syncNow()
  expect(words()).toBe('Đã gửi hết')
})

it('photos of everybody on the phone are sent, each under their own session', async () => {
  const photo = await taken(20 * KB)
  await withPhotos([photo])
  world.offline = true
  await syncNow()
  await keep(person(OTHER), true)
  world.offline = false
  world.sessions[OTHER] = 1
  await syncNow()
  expect(world.whole).toContain(photo.sha256)
  expect(world.requests.filter((one) => one.includes('/api/photos')).every((one) => one.endsWith(ME))).toBe(true)
  expect(status()).toMatchObject({ photos: 0 })
})
