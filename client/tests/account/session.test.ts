import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { accounts, current, NotSignedIn, signIn, signOut, switchTo } from '../../src/account/session'
import type { Json } from '../../src/core/types/json'
import { keep } from '../../src/store/accounts'
import { type Announcement, listen } from '../../src/store/announcements'
import { syncNow } from '../../src/sync/scheduler'
import { status } from '../../src/sync/status'
import { dump, ME, newPhone } from '../fixtures/phone'
import { fresh, World, who } from '../fixtures/world'

const OTHER = '0190cccc-0000-7000-8000-00000000000c'
let world: World

beforeEach(async () => {
  await newPhone()
  world = new World()
  vi.stubGlobal('fetch', world.fetch)
})
afterEach(async () => {
  await syncNow()
  vi.unstubAllGlobals()
})

it('a session that ended asks for the password and loses nothing', async () => {
  await fresh('một')
  world.sessions = {}
  await syncNow()
  expect(status()).toMatchObject({ state: 'failed', why: 'unauthenticated' })
  expect((await dump()).outbox).toHaveLength(1)
  world.sessions = { [ME]: 1 }
  expect(await signIn('lan', 'mat-khau')).toMatchObject({ id: ME, username: 'lan' })
  await syncNow()
  expect(world.line.server.log).toHaveLength(1)
  expect(status()).toMatchObject({ state: 'idle' })
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
  world.offline = true
  const heard: Announcement[] = []
  const deaf = listen((news) => heard.push(news))
  await signOut()
  deaf()
  expect(heard).toContainEqual({ account: ME, records: [], now: true })
  expect(await current()).toBeNull()
  await syncNow()
  world.offline = false
  world.requests = []
  await syncNow()
  await syncNow()
  expect(world.requests).toContain(`DELETE /api/session ${ME}`)
  expect(world.requests.some((one) => one.includes('/api/sync'))).toBe(false)
  expect((await dump()).outbox).toHaveLength(1)
  expect((await accounts())[0]).toMatchObject({ id: ME, out: true, ending: false })
})

it('a session that is still being ended takes nothing with it of the one that follows', async () => {
  world.offline = true
  await signOut()
  await syncNow()
  world.offline = false
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
    if (init.method === 'POST' && path === '/api/session') world.sessions[ME] = 2
    return world.fetch(path, init).finally(answer)
  })
  const ending = syncNow()
  await left
  await Promise.all([ending, signIn('lan', 'x')])
  expect(world.sessions[ME]).toBe(2)
  await syncNow()
  expect(world.requests.filter((one) => one.startsWith('DELETE'))).toHaveLength(2) // the first found no network
  expect((await accounts())[0]).toMatchObject({ id: ME, out: false, ending: false })
})

it("a shared phone sends everyone's work, each under their own session", async () => {
  await fresh('một')
  await keep({ ...who(OTHER), id: OTHER, username: 'mai' }, true)
  await fresh('hai')
  world.sessions = { [ME]: 1, [OTHER]: 1 }
  await syncNow()
  await vi.waitFor(async () => expect((await dump(ME)).outbox).toEqual([]))
  const sent = world.line.server.requests.map((body) => body.mutations?.map((m: Json) => m.set.note).join())
  const under = world.requests.filter((one) => one.includes('/api/sync')).map((one) => one.split(' ')[2])
  expect(under[sent.indexOf('một')]).toBe(ME)
  expect(under[sent.indexOf('hai')]).toBe(OTHER)
  await switchTo(ME)
  expect((await current())?.id).toBe(ME)
})
