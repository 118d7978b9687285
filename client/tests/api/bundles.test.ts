import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { bringFile } from '../../src/api/bundles'
import { newPhone } from '../fixtures/phone'

beforeEach(() => newPhone())
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const file = (bytes: number) => new Blob(['LANTOA-BUNDLE/1 base64\n', new Uint8Array(bytes)])

it('a large file is given the time that a slow network takes, and not for ever', async () => {
  vi.useFakeTimers()
  let ended = false
  const hangs = (_: string, { signal }: RequestInit) =>
    new Promise((_done, fail) => signal?.addEventListener('abort', () => fail(new DOMException('', 'AbortError'))))
  vi.stubGlobal('fetch', vi.fn(hangs))
  const brought = bringFile(file(4 << 20)).finally(() => {
    ended = true
  })
  await vi.waitFor(() => expect(fetch).toHaveBeenCalled())
  await vi.advanceTimersByTimeAsync(240_000)
  expect(ended).toBe(false)
  await vi.advanceTimersByTimeAsync(600_000)
  expect(await brought).toMatchObject({ state: 'offline' })
})

it('what is no file of unsent work is not sent at all', async () => {
  vi.stubGlobal('fetch', vi.fn())
  expect(await bringFile(new Blob([new Uint8Array(1 << 20)]))).toMatchObject({ state: 'unsealable' })
  expect(fetch).not.toHaveBeenCalled()
})
