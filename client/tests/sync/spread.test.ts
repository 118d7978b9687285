import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { start, syncNow } from '../../src/sync/scheduler'
import { status } from '../../src/sync/status'
import { newPhone } from '../fixtures/phone'
import { fresh, World } from '../fixtures/world'

let world: World
let tab: EventTarget
let end: () => void
const exchanges = () => world.requests.filter((one) => one.startsWith('POST /api/sync')).length
const idle = () => vi.waitFor(() => expect(status().state).toBe('idle'))

beforeEach(async () => {
  await newPhone()
  world = new World()
  tab = new EventTarget()
  vi.stubGlobal('fetch', world.fetch)
  vi.stubGlobal('document', Object.assign(new EventTarget(), { documentElement: { lang: 'vi' } }))
  vi.stubGlobal('addEventListener', tab.addEventListener.bind(tab))
  vi.stubGlobal('removeEventListener', tab.removeEventListener.bind(tab))
  vi.spyOn(Math, 'random').mockReturnValue(0.4)
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  end = start()
  await vi.waitFor(() => expect(exchanges()).toBe(1))
  await idle()
})
afterEach(() => {
  end()
  vi.useRealTimers()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

it('phones with nothing to send that have the network back in the same second come one after the other', async () => {
  tab.dispatchEvent(new Event('online'))
  await vi.advanceTimersByTimeAsync(3_900)
  expect(exchanges()).toBe(1)
  await vi.advanceTimersByTimeAsync(200)
  await vi.waitFor(() => expect(exchanges()).toBe(2))
})

it('one with something to send does not wait: a weak signal may go again', async () => {
  world.offline = true
  await fresh('một')
  await syncNow()
  world.offline = false
  const before = exchanges()
  tab.dispatchEvent(new Event('online'))
  await vi.waitFor(() => expect(exchanges()).toBeGreaterThan(before))
  await idle()
})

it('a teacher who taps waits for nothing', async () => {
  tab.dispatchEvent(new Event('online'))
  await syncNow()
  expect(exchanges()).toBe(2)
  await idle()
})
