import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'

let page: EventTarget
let ours: typeof import('../../src/store/database')
let theirs: typeof ours
const event = (name: string, persisted: boolean) => page.dispatchEvent(Object.assign(new Event(name), { persisted }))

beforeEach(async () => {
  globalThis.indexedDB = new IDBFactory()
  page = new EventTarget()
  vi.stubGlobal('window', page)
  ours = await import('../../src/store/database')
  vi.unstubAllGlobals()
  vi.resetModules()
  theirs = await import('../../src/store/database')
})
afterEach(async () => {
  await ours.close()
  await theirs.close()
  vi.resetModules()
})

const draft = (n: number) => ({ values: { n }, at: '' })
const held = () => theirs.read(['drafts'], (tx) => tx.objectStore('drafts').get(['a', 'k']))

/** A write that is in the middle of its transaction, with a first row in it; `runs` counts how often it began. */
async function halfway() {
  const runs: number[] = []
  let began = () => {}
  const there = new Promise<void>((go) => {
    began = go
  })
  const done = ours.write(['drafts'], async (tx) => {
    const store = tx.objectStore('drafts')
    const n = runs.push(1)
    await store.put(draft(n), ['a', 'k'])
    began()
    // Reads that keep the transaction open for as long as the page runs it.
    for (let more = n === 1 ? 1_000 : 1; more; more--) await store.get(['a', 'k'])
    return n
  })
  await there
  return { done, runs }
}

it('a write that a frozen page had begun holds up no other page, and is made when the page is shown', async () => {
  const { done, runs } = await halfway()
  event('pagehide', true)
  expect(await held()).toBeUndefined()
  await theirs.write(['drafts'], (tx) => tx.objectStore('drafts').put(draft(7), ['a', 'k']))
  expect((await held())?.values).toEqual({ n: 7 })
  expect(runs).toHaveLength(1)
  event('pageshow', true)
  expect(await done).toBe(2)
  expect((await held())?.values).toEqual({ n: 2 })
})

it('a frozen page begins no transaction, and a page frozen twice makes its write once', async () => {
  const { done } = await halfway()
  event('pagehide', true)
  const late = ours.read(['drafts'], (tx) => tx.objectStore('drafts').get(['a', 'k']))
  let ended = false
  void late.then(() => {
    ended = true
  })
  event('pageshow', true)
  event('pagehide', true)
  expect(await held()).toBeUndefined()
  expect(ended).toBe(false)
  event('pageshow', true)
  expect(await done).toBe(2)
  await late
})

it('a page that ends, and is not kept, lets the database finish what it has', async () => {
  const { done } = await halfway()
  event('pagehide', false)
  expect(await done).toBe(1)
  expect((await held())?.values).toEqual({ n: 1 })
})

it('what a job throws is thrown, and what it had written is not there', async () => {
  const thrown = ours.write(['drafts'], async (tx) => {
    await tx.objectStore('drafts').put(draft(1), ['a', 'k'])
    throw new TypeError('no')
  })
  await expect(thrown).rejects.toThrow('no')
  expect(await held()).toBeUndefined()
})
