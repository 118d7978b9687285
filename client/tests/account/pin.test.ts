import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { isHidden, show } from '../../src/account/curtain'
import { dropPin, setPin, tryPin } from '../../src/account/pin'
import { current } from '../../src/store/accounts'
import { dump, ME, newPhone } from '../fixtures/phone'
import { fresh } from '../fixtures/world'

const kept = new Map<string, string>()

beforeEach(async () => {
  await newPhone()
  kept.clear()
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  })
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

const me = async () => (await current()) as NonNullable<Awaited<ReturnType<typeof current>>>

it('a PIN hides the screen until it is typed, and again after five minutes away', async () => {
  expect(isHidden(await me())).toBe(false)
  await setPin(ME, '2468')
  expect(isHidden(await me())).toBe(true)
  expect(await tryPin(ME, '2468')).toBe('right')
  vi.useFakeTimers({ now: 1_000_000, toFake: ['Date'] })
  show(ME)
  expect(isHidden(await me())).toBe(false)
  vi.setSystemTime(1_300_000)
  expect(isHidden(await me())).toBe(false)
  vi.setSystemTime(1_300_001)
  expect(isHidden(await me())).toBe(true)
})

it('the digits are not on the phone', async () => {
  await setPin(ME, '2468')
  expect(JSON.stringify(await me())).not.toContain('2468')
})

it('five wrong PINs make it wait, longer each time, and lose nothing', async () => {
  await fresh('một')
  await setPin(ME, '2468')
  vi.useFakeTimers({ now: 1_000_000, toFake: ['Date'] })
  for (let n = 0; n < 4; n++) expect(await tryPin(ME, '1111')).toBe('wrong')
  expect(await tryPin(ME, '1111')).toBe(1_060_000)
  expect(await tryPin(ME, '2468')).toBe(1_060_000) // not even the right one
  vi.setSystemTime(1_060_000)
  expect(await tryPin(ME, '1111')).toBe(1_180_000)
  vi.setSystemTime(1_180_000)
  expect(await tryPin(ME, '2468')).toBe('right')
  expect(await tryPin(ME, '1111')).toBe('wrong')
  expect((await dump()).outbox).toHaveLength(1)
})

it('a clock that was set back does not lock anybody out for years', async () => {
  await setPin(ME, '2468')
  vi.useFakeTimers({ now: 5_000_000_000, toFake: ['Date'] })
  for (let n = 0; n < 5; n++) await tryPin(ME, '1111')
  vi.setSystemTime(1_000_000)
  expect(await tryPin(ME, '2468')).toBe('right')
})

it('a PIN that is taken away hides nothing', async () => {
  await setPin(ME, '2468')
  await dropPin(ME)
  expect(isHidden(await me())).toBe(false)
  expect(await tryPin(ME, '')).toBe('right')
})
