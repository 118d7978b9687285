import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { HOLD } from '../../src/core/hold'
import type { Json } from '../../src/core/types/json'
import { decide } from '../../src/records/decisions'
import { dismiss } from '../../src/records/records'
import { listen } from '../../src/store/announcements'
import { close } from '../../src/store/database'
import { start, syncNow } from '../../src/sync/scheduler'
import { status, watchStatus } from '../../src/sync/status'
import { newPhone, UNIT } from '../fixtures/phone'
import { fresh, World } from '../fixtures/world'

const PATIENT = { timeout: 4_000 } // milliseconds, for a busy machine
let world: World

beforeEach(async () => {
  await newPhone()
  world = new World()
  vi.stubGlobal('fetch', world.fetch)
})
afterEach(async () => {
  await syncNow()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

it('a run sends all there is, fetches what offline needs, and tells how far it is', async () => {
  await fresh('một')
  await fresh('hai')
  const told: Json[] = []
  const deaf = watchStatus((now) => told.push(now))
  await syncNow()
  deaf()
  expect(world.line.server.log).toHaveLength(2)
  expect(told.map(({ state }) => state)).toContain('sending')
  expect(status()).toMatchObject({ state: 'idle', waiting: 0, of: 2, sent: 2 })
  // The line never says that nothing is going on while something is not sent.
  expect(told.filter(({ state, waiting }, at) => at && state === 'idle' && waiting)).toEqual([])
  expect(status().lastSync).toMatch(/Z$/)
  expect(world.requests.filter((one) => one.includes('catalog'))).toHaveLength(1)
  await syncNow()
  expect(world.requests.filter((one) => one.includes('catalog'))).toHaveLength(1)
})

it('what the server did not take is counted until the person has mended it or let it be', async () => {
  const record = await fresh('bad')
  await syncNow()
  expect(status()).toMatchObject({ waiting: 0, refused: 1 })
  await dismiss(record)
  await syncNow()
  expect(status()).toMatchObject({ waiting: 0, refused: 0 })
})

it('without network it says so, when it tries again, and keeps what is waiting', async () => {
  world.offline = true
  await fresh('một')
  await syncNow()
  await vi.waitFor(() => expect(status()).toMatchObject({ state: 'waiting', why: 'network', waiting: 1 }))
  const wait = Date.parse(status().next ?? '') - Date.now()
  expect(wait).toBeGreaterThan(1_000)
  expect(wait).toBeLessThan(4_100)
  world.offline = false
  await syncNow()
  await vi.waitFor(() => expect(status()).toMatchObject({ state: 'idle', waiting: 0 }))
  expect(status().why).toBeUndefined()
})

it('while the server can write nothing it waits as long as the server says, keeps all, and then goes on', async () => {
  vi.stubGlobal('fetch', async () => {
    return new Response('{"code":"read_only"}', { status: 503, headers: { 'Retry-After': '60' } })
  })
  await fresh('một')
  await syncNow()
  await vi.waitFor(() => expect(status()).toMatchObject({ state: 'waiting', why: 'read_only', waiting: 1 }))
  expect(Date.parse(status().next ?? '') - Date.now()).toBeGreaterThan(55_000)
  vi.stubGlobal('fetch', world.fetch)
  await syncNow()
  await vi.waitFor(() => expect(status()).toMatchObject({ state: 'idle', waiting: 0, refused: 0 }))
  expect(world.line.server.log).toHaveLength(1)
})

it('what is saved while a run ends goes out at once, not at the next look', async () => {
  let late = () => fresh('đúng lúc')
  const request = async (_name: string, job: () => Promise<unknown>) => {
    const done = await job()
    if (world.line.server.requests.length) {
      await late()
      late = async () => ''
    }
    return done
  }
  vi.stubGlobal('navigator', { userAgent: '', locks: { request } })
  const page = Object.assign(new EventTarget(), { visibilityState: 'visible', documentElement: { lang: 'vi' } })
  vi.stubGlobal('document', page)
  vi.stubGlobal('addEventListener', () => {})
  vi.stubGlobal('removeEventListener', () => {})
  const end = start()
  await vi.waitFor(() => expect(world.line.server.log).toHaveLength(1), PATIENT)
  await vi.waitFor(() => expect(status().state).toBe('idle'), PATIENT)
  end()
})

it('one exchange at a time, by a lock of the origin', async () => {
  let holders = 0
  const request = async (name: string, job: () => Promise<unknown>) => {
    expect(name).toBe('lantoa-sync')
    expect(++holders).toBe(1)
    return job().finally(() => holders--)
  }
  vi.stubGlobal('navigator', { locks: { request } })
  await fresh('một')
  await syncNow()
  expect(world.line.server.log).toHaveLength(1)
})

it('it starts by itself: with the page, after a save, with the network, when the page is seen again', async () => {
  const page = Object.assign(new EventTarget(), { visibilityState: 'visible', documentElement: { lang: 'en' } })
  const tab = new EventTarget()
  vi.spyOn(Math, 'random').mockReturnValue(0)
  vi.stubGlobal('document', page)
  vi.stubGlobal('addEventListener', tab.addEventListener.bind(tab))
  vi.stubGlobal('removeEventListener', tab.removeEventListener.bind(tab))
  const end = start()
  await vi.waitFor(() => expect(world.line.server.requests).toHaveLength(1), PATIENT)
  await fresh('một')
  await vi.waitFor(() => expect(world.line.server.log).toHaveLength(1), PATIENT)
  for (const [target, name] of [
    [tab, 'online'],
    [page, 'visibilitychange'],
  ] as const) {
    await vi.waitFor(() => expect(status().state).toBe('idle'), PATIENT)
    const before = world.line.server.requests.length
    target.dispatchEvent(new Event(name))
    await vi.waitFor(() => expect(world.line.server.requests.length).toBeGreaterThan(before), PATIENT)
  }
  end()
})

it('what is saved is waiting from the moment that it is said to be saved', async () => {
  vi.stubGlobal('document', Object.assign(new EventTarget(), { documentElement: { lang: 'vi' } }))
  vi.stubGlobal('addEventListener', () => {})
  vi.stubGlobal('removeEventListener', () => {})
  const end = start(new Promise(() => {}))
  const waiting: number[] = []
  const deaf = listen(() => waiting.push(status().waiting))
  await fresh('một')
  expect(waiting).toEqual([1])
  deaf()
  end()
})

it.each([
  ['a decision that comes due while a run goes on is sent by the next one, at once', 0],
  ['so is one that becomes held back only during the run, as the clock was set back', 500],
])('%s', async (_, setBack) => {
  const real = Date.now
  let ahead = setBack
  vi.spyOn(Date, 'now').mockImplementation(() => real() + ahead)
  await decide('verify', [{ id: 'record 1', unit: UNIT, version: '1.AAAAAAAA', about: 'Bản 1' }])
  await fresh('một')
  ahead = 0
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    const answer = await world.fetch(path, init)
    if (path === '/api/catalog') ahead = setBack
    // The network takes its time over the last exchange of the run.
    if (path === '/api/sync' && world.line.server.requests.length === 2) ahead = setBack + HOLD
    return answer
  })
  await syncNow()
  const sent = () => world.line.server.requests.flatMap(({ mutations = [] }) => mutations).map((one) => one.do)
  expect(sent()).toEqual(['put'])
  await vi.waitFor(() => expect(sent()).toContain('verify'), PATIENT)
})

it('what is saved before it may begin is sent, and nothing is asked for until then', async () => {
  const page = Object.assign(new EventTarget(), { visibilityState: 'visible', documentElement: { lang: 'vi' } })
  vi.stubGlobal('document', page)
  vi.stubGlobal('addEventListener', () => {})
  vi.stubGlobal('removeEventListener', () => {})
  let ready = () => {}
  const end = start(new Promise((done) => (ready = done)))
  expect(status().state).toBe('idle')
  await fresh('một')
  await vi.waitFor(() => expect(world.line.server.log).toHaveLength(1), PATIENT)
  await vi.waitFor(() => expect(status().state).toBe('idle'), PATIENT)
  const before = world.line.server.requests.length
  ready()
  await vi.waitFor(() => expect(world.line.server.requests.length).toBeGreaterThan(before), PATIENT)
  end()
})

it('storage that breaks during a run is named, and the run is tried again', async () => {
  await close()
  const real = indexedDB
  vi.stubGlobal('indexedDB', {
    open: () => {
      throw new DOMException('broken', 'UnknownError')
    },
  })
  await syncNow()
  expect(status()).toMatchObject({ state: 'failed', why: 'storage' })
  vi.stubGlobal('indexedDB', real)
})
