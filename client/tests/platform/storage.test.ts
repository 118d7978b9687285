import { afterEach, beforeEach, expect, it, vi } from 'vitest'

const FIREFOX = 'Mozilla/5.0 (Android 13; Mobile; rv:127.0) Gecko/127.0 Firefox/127.0'
const kept = new Map<string, string>()
let tab = new EventTarget()

beforeEach(() => {
  kept.clear()
  vi.stubGlobal('localStorage', {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => kept.set(name, value),
  })
})
afterEach(() => vi.unstubAllGlobals())

/** The page loaded anew in a browser with this storage. */
async function load(storage: object | undefined, userAgent = '') {
  vi.resetModules()
  tab = new EventTarget()
  vi.stubGlobal('addEventListener', tab.addEventListener.bind(tab))
  vi.stubGlobal('removeEventListener', tab.removeEventListener.bind(tab))
  vi.stubGlobal('navigator', { userAgent, storage })
  return import('../../src/platform/storage')
}

const tap = () => tab.dispatchEvent(new Event('click'))

it('what a browser does not say of its room is unknown, not zero', async () => {
  for (const storage of [undefined, {}, { estimate: async () => ({}) }, { estimate: async () => ({ usage: 5 }) }]) {
    const { room, firm } = await load(storage)
    expect([await room(), await firm()]).toEqual([undefined, undefined])
  }
  const broken = async () => Promise.reject(new TypeError('opaque origin'))
  const { room, firm } = await load({ estimate: broken, persisted: broken })
  expect([await room(), await firm()]).toEqual([undefined, undefined])
})

it('a full phone has no room, and not less', async () => {
  const { room } = await load({ estimate: async () => ({ usage: 30, quota: 20 }) })
  expect(await room()).toEqual({ used: 30, free: 0 })
})

it('the promise to keep data is asked of the browser at the first tap, never as the page loads', async () => {
  const persist = vi.fn(async () => true)
  const { keepAfterTap } = await load({ persist })
  keepAfterTap()
  expect(persist).not.toHaveBeenCalled()
  tap()
  tap()
  expect(persist).toHaveBeenCalledOnce()
})

it('a browser that shows the person a question does so once, whatever was answered', async () => {
  const persist = vi.fn(async () => false)
  for (let n = 0; n < 3; n++) {
    const { keepAfterTap } = await load({ persist }, FIREFOX)
    keepAfterTap()
    tap()
  }
  expect(persist).toHaveBeenCalledOnce()
})

it('as somebody signs in it is asked of a browser that decides by itself, and never of one that shows a question', async () => {
  const persist = vi.fn(async () => true)
  const { keepAtSignIn } = await load({ persist }, FIREFOX)
  await keepAtSignIn()
  expect(persist).not.toHaveBeenCalled()
  await (await load({ persist })).keepAtSignIn()
  expect(persist).toHaveBeenCalledOnce()
})

it('a tap after the app was left asks for nothing', async () => {
  const persist = vi.fn(async () => true)
  const { keepAfterTap } = await load({ persist })
  keepAfterTap()()
  tap()
  expect(persist).not.toHaveBeenCalled()
})
