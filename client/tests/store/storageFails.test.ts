import { afterEach, expect, it, vi } from 'vitest'
import type { Account } from '../../src/core/types/account'
import type { Json } from '../../src/core/types/json'
import { get, list, NotSaved, save } from '../../src/records/records'
import { close } from '../../src/store/database'
import { exchangeOnce } from '../../src/sync/exchange'
import { dump, newPhone, UNIT } from '../fixtures/phone'
import { Line, Server, STRANGER } from '../fixtures/server'
import { type Failing, failFrom, Killed } from '../fixtures/storage'

const NOTE = { unit: UNIT, form: 'probe@1', set: { note: 'một' }, draft: 'k' }
let failing: Failing | undefined

afterEach(() => {
  failing?.heal()
  vi.unstubAllGlobals()
})

/** `attempt` with the storage failing at call 1, 2, 3 … until it is done before that; how many calls that takes. */
async function atEveryCall(onlyOnce: boolean, attempt: () => Promise<void>): Promise<number> {
  for (let n = 1; ; n++) {
    await newPhone()
    await close()
    failing = failFrom(n, onlyOnce)
    await attempt()
    failing.heal()
    if (!failing.failed) return n
  }
}

it('a save whose storage fails once opens it again, and is saved once', async () => {
  const calls = await atEveryCall(true, async () => {
    const id = await save(NOTE)
    failing?.heal()
    expect((await get(id))?.data).toEqual({ note: 'một' })
    expect((await dump()).outbox).toHaveLength(1)
  })
  expect(calls).toBeGreaterThan(4)
})

it('a save whose storage stays broken says so, gives the text, and leaves nothing behind', async () => {
  const calls = await atEveryCall(false, async () => {
    const saved = await save(NOTE).catch((error) => error)
    failing?.heal()
    if (saved instanceof Error) {
      expect(saved).toBeInstanceOf(NotSaved)
      expect((saved as NotSaved).text).toContain('một')
    }
    expect(await list()).toHaveLength(saved instanceof Error ? 0 : 1)
  })
  expect(calls).toBeGreaterThan(4)
})

it('a full phone is named as such', async () => {
  await newPhone()
  failing = failFrom(2, false, () => new DOMException('full', 'QuotaExceededError'))
  expect(await save(NOTE).catch((error) => error)).toMatchObject({ full: true })
})

it('saved is said after the strict transaction completed, never before', async () => {
  await newPhone()
  const said: string[] = []
  const real = IDBDatabase.prototype.transaction
  IDBDatabase.prototype.transaction = function (stores, mode, options) {
    const tx = real.call(this, stores, mode, options)
    if (mode === 'readwrite') tx.addEventListener('complete', () => said.push(`complete ${options?.durability}`))
    return tx
  }
  try {
    await save(NOTE)
    said.push('saved')
  } finally {
    IDBDatabase.prototype.transaction = real
  }
  expect(said).toEqual(['complete strict', 'saved'])
})

it('a transaction that aborts after its last call is not called saved', async () => {
  await newPhone()
  const real = IDBObjectStore.prototype.add
  IDBObjectStore.prototype.add = function (...args) {
    const request = real.apply(this, args as [unknown])
    // Between the last success and the commit, as when the disk is full.
    request.addEventListener('success', () => queueMicrotask(() => this.transaction.abort()))
    return request
  }
  try {
    expect(await save(NOTE).catch((error) => error)).toBeInstanceOf(NotSaved)
  } finally {
    IDBObjectStore.prototype.add = real
  }
  expect(await list()).toEqual([])
})

/** A phone with an own edit, a refusal and a stranger's change to hear of. */
async function eventful(): Promise<{ account: Account; line: Line }> {
  const account = await newPhone()
  const line = new Line(new Server())
  vi.stubGlobal('fetch', line.fetch)
  const record = await save(NOTE)
  await exchangeOnce(account)
  line.server.take(
    { id: 'stranger-1', at: '', do: 'put', unit: UNIT, record, base: line.server.version(1), set: { n: 5 } },
    STRANGER,
  )
  await save({ unit: UNIT, record, set: { note: 'hai' } })
  await save({ unit: UNIT, form: 'probe@1', set: { note: 'bad' } })
  await save({ unit: UNIT, form: 'probe@1', set: { note: 'ba' }, submit: true })
  return { account, line }
}

const settledAt = (state: Json): Json =>
  JSON.parse(JSON.stringify(state, (name, held) => (name === 'settled' && held ? 'then' : held)))

for (const [what, error] of [
  ['storage that breaks', undefined],
  ['a kill', () => new Killed()],
] as const) {
  it(`an answer met with ${what} at any step is before or after in the phone, and nothing is lost`, async () => {
    const found = new Set<string>()
    for (let n = 1; ; n++) {
      const { account, line } = await eventful()
      const ids = (await dump()).outbox.map((item: Json) => item.mutation.id)
      // Reach the state just before the answer: frozen, sent, answer under way.
      let before: Json = {}
      vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
        const reply = await line.fetch(path, init)
        before = settledAt(await dump())
        failing = failFrom(n, false, error)
        return reply
      })
      await exchangeOnce(account).catch((killed) => expect(killed).toBeInstanceOf(Killed))
      failing?.heal()
      await close()
      const now = settledAt(await dump())
      const same = JSON.stringify(now) === JSON.stringify(before)
      found.add(same ? 'before' : 'after')
      if (!same) expect(now.cursor).toBe(line.server.version(line.server.log.length))
      vi.stubGlobal('fetch', line.fetch)
      for (let tries = 0; tries < 6; tries++) await exchangeOnce(account)
      const last = await dump()
      expect(last.outbox).toEqual([])
      const there = [...last.journal, ...last.refused].map((item: Json) => item.mutation.id)
      expect(there).toEqual(expect.arrayContaining(ids))
      if (!failing?.failed) break
    }
    expect(found).toEqual(new Set(['before', 'after']))
  })
}
