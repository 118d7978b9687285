import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { statusText } from '../../src/parts/StatusLine'
import { photosHere } from '../../src/records/photos'
import { write } from '../../src/store/database'
import { start, syncNow } from '../../src/sync/scheduler'
import { status } from '../../src/sync/status'
import { ME, rowOf, UNIT } from '../fixtures/phone'
import { beginWorld, endWorld, KB, type PhotoWorld, problem, taken, verbs, withPhotos } from '../fixtures/photos'
import { fresh } from '../fixtures/world'

const PATIENT = { timeout: 4_000 } // milliseconds, for a busy machine
let world: PhotoWorld

beforeEach(async () => {
  world = await beginWorld()
})
afterEach(endWorld)

const words = () => statusText(status(), true).text

it('a server that asks to wait is waited for', async () => {
  await withPhotos([await taken(20 * KB)])
  world.next = () => problem('slow_down', 429, {}, { 'Retry-After': '90' })
  await syncNow()
  expect(status()).toMatchObject({ state: 'waiting', why: 'slow_down', photos: 1 })
  expect(Date.parse(status().next ?? '') - Date.now()).toBeGreaterThan(80_000)
})

it('a photo that the server puts off holds up neither another nor text, and goes in its time', async () => {
  const [first, second] = [await taken(20 * KB), await taken(30 * KB)]
  await withPhotos([first, second])
  const slow = () => problem('slow_down', 429, {}, { 'Retry-After': '600' })
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) =>
    path.endsWith(first.sha256) ? slow() : world.fetch(path, init),
  )
  await syncNow()
  expect(world.whole).toEqual(new Set([first.preview, second.sha256, second.preview]))
  expect(status()).toMatchObject({ state: 'waiting', why: 'slow_down', photos: 1 })
  vi.stubGlobal('fetch', world.fetch)
  await syncNow()
  expect(world.whole).not.toContain(first.sha256)
  expect(Date.parse(status().next ?? '') - Date.now()).toBeGreaterThan(590_000)
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 601_000 })
  await syncNow()
  expect(words()).toBe('Đã gửi hết')
})

it('text that is saved while photos cannot go starts a run, as often as it is saved', async () => {
  const page = Object.assign(new EventTarget(), { visibilityState: 'visible', documentElement: { lang: 'vi' } })
  vi.stubGlobal('document', page)
  vi.stubGlobal('addEventListener', () => {})
  vi.stubGlobal('removeEventListener', () => {})
  world.next = () => problem('slow_down', 429, {}, { 'Retry-After': '600' })
  await withPhotos([await taken(20 * KB)])
  const end = start()
  for (const [n, more] of [
    [1, () => fresh('một')],
    [2, () => fresh('hai')],
    [3, async () => ''],
  ] as const) {
    await vi.waitFor(() => expect(status()).toMatchObject({ state: 'waiting', why: 'slow_down' }), PATIENT)
    expect(verbs(world)).toHaveLength(n)
    await more()
    if (n < 3) await vi.waitFor(() => expect(verbs(world)).toHaveLength(n + 1), PATIENT)
  }
  end()
})

it('photos go while text waits for what a restored server lacks, but those that it alone names', async () => {
  const [photo, named] = [await taken(20 * KB), await taken(30 * KB)]
  await withPhotos([photo])
  const waits = { base: '9.zzzzzzzz', record: '0190dddd-0000-7000-8000-00000000000d', set: { photos: [named] } }
  const mutation = {
    id: '0190dddd-0000-7000-8000-00000000000e',
    at: '2026-01-01T00:00:00+07:00',
    do: 'put',
    unit: UNIT,
  }
  await write(['outbox'], (tx) =>
    tx.objectStore('outbox').add(rowOf({ mutation: { ...mutation, ...waits }, outcome: { wait: true } }, ME)),
  )
  await syncNow()
  expect(world.whole).toEqual(new Set([photo.sha256, photo.preview]))
  expect((await photosHere()).map(({ state }) => state)).toEqual(['held', 'waiting'])
  expect(world.requests.filter((one) => one.startsWith('POST /api/photos'))).toHaveLength(2)
})

it('what is written while photos go is sent before the rest of them', async () => {
  await withPhotos([await taken(20 * KB), await taken(30 * KB)])
  let saved: Promise<unknown> | undefined
  world.next = (method) => {
    if (method === 'PATCH') saved ??= fresh('viết thêm')
    return null
  }
  await syncNow()
  await saved
  await syncNow()
  const order = world.requests.map((one) => one.split(' ')[1] as string)
  const first = order.findIndex((path) => path.startsWith('/api/photos/'))
  const text = order.indexOf('/api/sync', first)
  expect(order.slice(text).some((path) => path.startsWith('/api/photos/'))).toBe(true)
  expect(verbs(world)).toEqual(['put', 'put'])
  expect(words()).toBe('Đã gửi hết')
})
