import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { change } from '../../src/api/requests'
import { upload } from '../../src/api/upload'
import { newPhone } from '../fixtures/phone'

beforeEach(() => newPhone())
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** Whether a request that nobody answers is still waited for after so many milliseconds. */
async function waitsFor(begin: () => Promise<unknown>, milliseconds: number): Promise<boolean> {
  let waits = true
  vi.mocked(fetch).mockClear()
  const done = begin().catch(() => {
    waits = false
  })
  await vi.waitFor(() => expect(fetch).toHaveBeenCalled())
  await vi.advanceTimersByTimeAsync(milliseconds)
  const found = waits
  await vi.advanceTimersByTimeAsync(3_600_000)
  await done
  expect(waits).toBe(false)
  return found
}

it('a large workbook is given the time that a slow network takes, and nothing else is', async () => {
  vi.useFakeTimers()
  const hangs = (_: string, { signal }: RequestInit) =>
    new Promise((_done, fail) => signal?.addEventListener('abort', () => fail(new DOMException('', 'AbortError'))))
  vi.stubGlobal('fetch', vi.fn(hangs))
  vi.stubGlobal('document', { documentElement: { lang: 'vi' } })
  const book = new File([new Uint8Array(4 << 20)], 'truong.xlsx')
  expect(await waitsFor(() => upload('/api/import', book, 'application/x'), 500_000)).toBe(true)
  expect(await waitsFor(() => change('POST', '/api/units', {}), 31_000)).toBe(false)
})

it('what the server says of a workbook is what its sender reads, and a portal says nothing', async () => {
  const fetched = vi.fn(async (..._: unknown[]) => Response.json({ id: 'x' }, { status: 201 }))
  vi.stubGlobal('fetch', fetched)
  const send = () => upload('/api/import', new File(['PK'], 'trường.xlsx'), 'application/x')
  expect(await send()).toEqual({ id: 'x' })
  const [path, { body, headers }] = fetched.mock.lastCall as [string, { body: File; headers: Record<string, string> }]
  expect([path, await body.text()]).toEqual(['/api/import', 'PK'])
  expect(headers).toMatchObject({ 'Content-Type': 'application/x', 'X-File-Name': 'tr%C6%B0%E1%BB%9Dng.xlsx' })
  fetched.mockResolvedValueOnce(Response.json({ code: 'unreadable', detail: 'Sai' }, { status: 422 }))
  await expect(send()).rejects.toMatchObject({ status: 422, code: 'unreadable', detail: 'Sai', fields: {} })
  fetched.mockResolvedValueOnce(new Response('<html>', { status: 200 }))
  await expect(send()).rejects.toMatchObject({ why: 'network' })
})
