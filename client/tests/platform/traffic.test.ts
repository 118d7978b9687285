import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { addTraffic, countReceived, traffic } from '../../src/platform/traffic'

const kept = new Map<string, string>()

beforeEach(() => {
  kept.clear()
  vi.useFakeTimers()
  vi.stubGlobal('localStorage', {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => kept.set(name, value),
  })
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

it('what is sent and received adds up until the month ends in Việt Nam', () => {
  vi.setSystemTime(new Date('2026-11-30T16:59:00Z'))
  addTraffic(700)
  addTraffic(300)
  expect(traffic()).toBe(1000)
  vi.setSystemTime(new Date('2026-11-30T17:00:00Z'))
  expect(traffic()).toBe(0)
  addTraffic(5)
  expect(traffic()).toBe(5)
})

it('what came out of a cache costs nothing', () => {
  let seen: (list: { getEntries: () => object[] }) => void = () => {}
  vi.stubGlobal(
    'PerformanceObserver',
    class {
      constructor(job: typeof seen) {
        seen = job
      }
      observe() {}
    },
  )
  countReceived()
  seen({ getEntries: () => [{ transferSize: 300 }, { transferSize: 0 }, {}, { transferSize: 1200 }] })
  expect(traffic()).toBe(1500)
})

it('where nothing may be kept, nothing is counted and nothing breaks', () => {
  vi.stubGlobal('localStorage', {
    getItem: () => {
      throw new DOMException('', 'SecurityError')
    },
  })
  addTraffic(5)
  expect(traffic()).toBe(0)
})
