import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Account } from '../../src/core/types/account'
import { act, dismiss, get, list, mend, openForm, save } from '../../src/records/records'
import { exchangeOnce } from '../../src/sync/exchange'
import { dump, newPhone, UNIT } from '../fixtures/phone'
import { Line, Server, STRANGER } from '../fixtures/server'

let account: Account
let line: Line
const fresh = (note: string) => save({ unit: UNIT, form: 'probe@1', set: { note } })

/** Exchanges until there is nothing more to say; how many it took. */
async function quiet(limit = 20): Promise<number> {
  for (let rounds = 1; rounds <= limit; rounds++) if (!(await exchangeOnce(account)).again) return rounds
  return limit
}

beforeEach(async () => {
  account = await newPhone()
  line = new Line(new Server())
  vi.stubGlobal('fetch', line.fetch)
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

it('a change that arrives under an open form is seen as a conflict, not overwritten', async () => {
  const record = await fresh('một')
  await quiet()
  const opened = await openForm(record)
  const base = (await get(record))?.version as string
  line.server.take({ id: 's', at: '', do: 'put', unit: UNIT, record, base, set: { note: 'cô Mai' } }, STRANGER)
  await quiet()
  await save({ unit: UNIT, record, set: { note: 'tôi' }, opened })
  await quiet()
  const shown = await get(record)
  expect(shown?.data.note).toBe('cô Mai')
  const [[id, kept] = ['']] = Object.entries(shown?.conflicts.note ?? {})
  expect(kept?.value).toBe('tôi')
  await save({ unit: UNIT, record, set: { note: 'tôi' }, resolves: { note: [id] } })
  expect((await get(record))?.conflicts).toEqual({})
})

it('a refused creation stays to be seen, and is mended under the same id', async () => {
  const record = await fresh('bad')
  await quiet()
  const shown = await get(record)
  expect(shown).toMatchObject({ data: { note: 'bad' }, local: true, pending: 0, refused: [{ code: 'invalid' }] })
  expect(await list()).toHaveLength(1)
  const edit = await mend(record)
  await save({ ...edit, unit: UNIT, set: { note: 'tốt' } })
  await quiet()
  expect(await get(record)).toMatchObject({ data: { note: 'tốt' }, refused: [], local: false })
  expect((await dump()).refused).toHaveLength(1)
})

it('a refused decision is read and let be', async () => {
  const record = await fresh('một')
  await quiet()
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    const answer = await (await line.fetch(path, init)).json()
    const ids = line.server.requests[line.server.requests.length - 1]?.mutations ?? []
    for (const { id } of ids) answer.outcomes[id] = { refused: { code: 'stale', detail: 'đã đổi' } }
    return new Response(JSON.stringify(answer))
  })
  await act('verify', record)
  expect((await get(record))?.pending).toBe(1)
  await quiet()
  expect((await get(record))?.refused).toMatchObject([{ code: 'stale', detail: 'đã đổi' }])
  await dismiss(record)
  expect((await get(record))?.refused).toEqual([])
  expect(await mend(record)).toBeNull()
})
