import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { accounts, current, NotSignedIn, signIn, signOut, switchTo } from '../../src/account/session'
import type { Json } from '../../src/core/types/json'
import { dismiss, save } from '../../src/records/records'
import { listen, type News } from '../../src/store/announcements'
import { close } from '../../src/store/database'
import { start, syncNow } from '../../src/sync/scheduler'
import { status, watchStatus } from '../../src/sync/status'
import { dump, ME, newPhone, UNIT } from '../fixtures/phone'
import { Line, Server } from '../fixtures/server'

const PATIENT = { timeout: 4_000 } // milliseconds, for a busy machine
const OTHER = '0190cccc-0000-7000-8000-00000000000c'
let line: Line
let sessions: Record<string, number>
let asked: string[]
let dead: boolean

/** The paths around the exchange: sign-in, who one is, the catalog. */
async function reach(path: string, init: RequestInit): Promise<Response> {
  const account = new Headers(init.headers).get('X-Account') ?? ''
  asked.push(`${init.method} ${path} ${account}`)
  if (dead) throw new TypeError('no network')
  if (init.method === 'POST' && path === '/api/session') return new Response(JSON.stringify(who(ME)))
  if (!sessions[account]) return new Response('{"code":"unauthenticated","detail":"Đăng nhập lại"}', { status: 401 })
  if (init.method === 'DELETE') {
    delete sessions[account]
    return new Response(null, { status: 204 })
  }
  if (path === '/api/session') return new Response(JSON.stringify(who(account)))
  if (path === '/api/catalog') return new Response(JSON.stringify({ hash: 'h1', registers: [], units: [] }))
  return line.fetch(path, init)
}
const who = (account: string) => ({ account, name: 'Lan', roles: [{ unit: UNIT, role: 'teacher' }], units: [] })

beforeEach(async () => {
  await newPhone()
  line = new Line(new Server())
  sessions = { [ME]: 1 }
  asked = []
  dead = false
  vi.stubGlobal('fetch', reach)
})
afterEach(async () => {
  await syncNow()
  vi.unstubAllGlobals()
})

const fresh = (note: string) => save({ unit: UNIT, form: 'probe@1', set: { note } })

it('a run sends all there is, fetches what offline needs, and tells how far it is', async () => {
  await fresh('một')
  await fresh('hai')
  const told: Json[] = []
  const deaf = watchStatus((now) => told.push(now))
  await syncNow()
  deaf()
  expect(line.server.log).toHaveLength(2)
  expect(told.map(({ state }) => state)).toContain('sending')
  expect(status()).toMatchObject({ state: 'idle', waiting: 0, of: 2, sent: 2 })
  // The line never says that nothing is going on while something is not sent.
  expect(told.filter(({ state, waiting }, at) => at && state === 'idle' && waiting)).toEqual([])
  expect(status().lastSync).toMatch(/Z$/)
  expect(asked.filter((one) => one.includes('catalog'))).toHaveLength(1)
  await syncNow()
  expect(asked.filter((one) => one.includes('catalog'))).toHaveLength(1)
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
  dead = true
  await fresh('một')
  await syncNow()
  await vi.waitFor(() => expect(status()).toMatchObject({ state: 'waiting', why: 'network', waiting: 1 }))
  const wait = Date.parse(status().next ?? '') - Date.now()
  expect(wait).toBeGreaterThan(1_000)
  expect(wait).toBeLessThan(2_100)
  dead = false
  await syncNow()
  await vi.waitFor(() => expect(status()).toMatchObject({ state: 'idle', waiting: 0 }))
  expect(status().why).toBeUndefined()
})

it('a session that ended asks for the password and loses nothing', async () => {
  await fresh('một')
  sessions = {}
  await syncNow()
  expect(status()).toMatchObject({ state: 'failed', why: 'unauthenticated' })
  expect((await dump()).outbox).toHaveLength(1)
  sessions = { [ME]: 1 }
  expect(await signIn('lan', 'mat-khau')).toMatchObject({ id: ME, username: 'lan' })
  await syncNow()
  expect(line.server.log).toHaveLength(1)
  expect(status()).toMatchObject({ state: 'idle' })
})

it('what is saved while a run ends goes out at once, not at the next look', async () => {
  let late = () => fresh('đúng lúc')
  const request = async (_name: string, job: () => Promise<unknown>) => {
    const done = await job()
    if (line.server.requests.length) {
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
  await vi.waitFor(() => expect(line.server.log).toHaveLength(1), PATIENT)
  await vi.waitFor(() => expect(status().state).toBe('idle'), PATIENT)
  end()
})

it('a portal or a wrong password is no session', async () => {
  vi.stubGlobal('fetch', async () => new Response('<html>Wi-Fi</html>'))
  expect(await signIn('lan', 'x').catch((error) => error)).toMatchObject({ code: 'network' })
  const said = { code: 'unauthenticated', detail: 'Sai mật khẩu' }
  vi.stubGlobal('fetch', async () => new Response(JSON.stringify(said), { status: 401 }))
  const refused = await signIn('lan', 'x').catch((error) => error)
  expect(refused).toBeInstanceOf(NotSignedIn)
  expect(refused).toMatchObject(said)
})

it('signing out without network keeps what is unsent, sends nothing, and ends the session later', async () => {
  await fresh('một')
  dead = true
  const heard: News[] = []
  const deaf = listen((news) => heard.push(news))
  await signOut()
  deaf()
  expect(heard).toContainEqual({ account: ME, records: null, now: true })
  expect(await current()).toBeNull()
  await syncNow()
  dead = false
  asked = []
  await syncNow()
  await syncNow()
  expect(asked).toContain(`DELETE /api/session ${ME}`)
  expect(asked.some((one) => one.includes('/api/sync'))).toBe(false)
  expect((await dump()).outbox).toHaveLength(1)
  expect((await accounts())[0]).toMatchObject({ id: ME, out: true, ending: false })
})

it('a session that is still being ended takes nothing with it of the one that follows', async () => {
  dead = true
  await signOut()
  await syncNow()
  dead = false
  let leaving = () => {}
  const left = new Promise<void>((done) => {
    leaving = done
  })
  let answer = () => {}
  const slow = new Promise<void>((done) => {
    answer = done
  })
  const held = new Map<string, Promise<unknown>>()
  const request = (name: string, job: () => Promise<unknown>) => {
    // Whoever waits here for the end of the session lets it come.
    if (held.has(name)) answer()
    const turn = (held.get(name) ?? Promise.resolve()).then(job)
    held.set(
      name,
      turn.catch(() => {}),
    )
    return turn
  }
  vi.stubGlobal('navigator', { userAgent: '', locks: { request } })
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    if (init.method === 'DELETE') {
      leaving()
      await slow
    }
    if (init.method === 'POST' && path === '/api/session') sessions[ME] = 2
    return reach(path, init).finally(answer)
  })
  const ending = syncNow()
  await left
  await Promise.all([ending, signIn('lan', 'x')])
  expect(sessions[ME]).toBe(2)
  await syncNow()
  expect(asked.filter((one) => one.startsWith('DELETE'))).toHaveLength(2) // the first found no network
  expect((await accounts())[0]).toMatchObject({ id: ME, out: false, ending: false })
})

it("a shared phone sends everyone's work, each under their own session", async () => {
  await fresh('một')
  const { keep } = await import('../../src/store/accounts')
  await keep({ ...who(OTHER), id: OTHER, username: 'mai' }, true)
  await fresh('hai')
  sessions = { [ME]: 1, [OTHER]: 1 }
  await syncNow()
  await vi.waitFor(async () => expect((await dump(ME)).outbox).toEqual([]))
  const sent = line.server.requests.map((body) => body.mutations?.map((m: Json) => m.set.note).join())
  const under = asked.filter((one) => one.includes('/api/sync')).map((one) => one.split(' ')[2])
  expect(under[sent.indexOf('một')]).toBe(ME)
  expect(under[sent.indexOf('hai')]).toBe(OTHER)
  await switchTo(ME)
  expect((await current())?.id).toBe(ME)
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
  expect(line.server.log).toHaveLength(1)
})

it('it starts by itself: with the page, after a save, with the network, when the page is seen again', async () => {
  const page = Object.assign(new EventTarget(), { visibilityState: 'visible', documentElement: { lang: 'en' } })
  const world = new EventTarget()
  vi.stubGlobal('document', page)
  vi.stubGlobal('addEventListener', world.addEventListener.bind(world))
  vi.stubGlobal('removeEventListener', world.removeEventListener.bind(world))
  const end = start()
  await vi.waitFor(() => expect(line.server.requests).toHaveLength(1), PATIENT)
  await fresh('một')
  await vi.waitFor(() => expect(line.server.log).toHaveLength(1), PATIENT)
  for (const [target, name] of [
    [world, 'online'],
    [page, 'visibilitychange'],
  ] as const) {
    await vi.waitFor(() => expect(status().state).toBe('idle'), PATIENT)
    const before = line.server.requests.length
    target.dispatchEvent(new Event(name))
    await vi.waitFor(() => expect(line.server.requests.length).toBeGreaterThan(before), PATIENT)
  }
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
