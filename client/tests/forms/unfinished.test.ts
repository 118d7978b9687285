import { beforeEach, expect, test } from 'vitest'
import { setWho } from '../../src/account/who'
import type { Catalog } from '../../src/core/types/catalog'
import type { Register } from '../../src/core/types/register'
import { dropDraft, OPEN, putDraft } from '../../src/forms/drafts'
import type { Start } from '../../src/forms/start'
import { openForm, pathOf, unfinished } from '../../src/forms/unfinished'
import { catalog } from '../../src/records/catalog'
import { get, save } from '../../src/records/records'
import { write } from '../../src/store/database'
import { ME, newPhone, UNIT } from '../fixtures/phone'

const label = { vi: 'Ghi chú', en: 'Note' }
const note = { name: 'note', type: 'text', label }
const probe = { key: 'probe', version: 2, title: label, by: ['teacher'], period: 'event', period_from: null }
const register = { ...probe, natural_key: false, review: [], rules: [], fields: [note] } as unknown as Register
const LEFT = '5c000000-0000-5000-8000-000000000002'

beforeEach(async () => {
  setWho(await newPhone())
  const held = { hash: 'h', units: [], registers: [register], periods: [], people: [] } as unknown as Catalog
  await write(['catalogs'], (tx) => tx.objectStore('catalogs').put(held, ME))
  await catalog()
})

/** A form with this note in it, as it stands on disk; `at` is the minute in which it was typed. */
async function typed(text: string, at: number, more: Partial<Start> = {}): Promise<Start> {
  const start = { key: `k${at}`, unit: UNIT, form: 'probe@1', before: {}, values: { note: text }, creates: true }
  const kept = { ...start, at: `2026-11-23T08:0${at}:00Z`, ...more }
  await putDraft(kept.key, kept)
  return kept
}
const notes = async () => (await unfinished()).map(({ values }) => values.note)

test('a draft of the first release is found, and finished in the register as it is now', async () => {
  await typed('Vườn rau', 1, { key: 'new:probe' })
  await typed('Thử', 2, { key: 'practice:probe' })
  await putDraft(OPEN, { path: '/ghi' })
  await putDraft('practice', { entries: [] })
  expect(await notes()).toEqual(['Vườn rau'])
  const opened = await openForm(register, '', null, false)
  expect(opened?.start).toMatchObject({ key: 'new:probe', form: 'probe@2', values: { note: 'Vườn rau' } })
})

test('a fresh form has a draft of its own, and leaves the one before where it is', async () => {
  const first = await typed('Vườn rau', 1)
  const second = await openForm(register, '', null, true)
  expect(second?.start).toMatchObject({ unit: UNIT, values: {}, at: '' })
  const key = second?.start.key as string
  expect(key).not.toBe(first.key)
  await typed('Thư viện', 2, { key })
  expect(await notes()).toEqual(['Thư viện', 'Vườn rau'])
  expect((await openForm(register, '', first.key, false))?.start.values).toEqual({ note: 'Vườn rau' })
  await dropDraft(key)
  expect(await notes()).toEqual(['Vườn rau'])
})

test('a form that was loaded again before anything was typed keeps its key', async () => {
  expect((await openForm(register, '', 'mine', false))?.start).toMatchObject({ key: 'mine', values: {} })
})

test('a form for a unit that one has left can still be opened for it', async () => {
  const kept = await typed('Vườn rau', 1, { unit: LEFT })
  expect((await openForm(register, '', kept.key, false))?.start).toMatchObject({ unit: LEFT, form: 'probe@2' })
})

test('the edit of a record is another form than a new record, and ends with its save', async () => {
  const id = await save({ unit: UNIT, form: 'probe@1', set: { note: 'Cũ' } })
  const edit = await openForm(register, id, null, false)
  const key = edit?.start.key as string
  await typed('Mới', 1, { ...edit?.start, key, record: id, values: { note: 'Mới' } })
  expect(pathOf((await unfinished())[0] as Start)).toBe(`/ghi/${id}?ban=${encodeURIComponent(key)}`)
  expect((await openForm(register, '', null, false))?.start.values).toEqual({})
  expect((await openForm(register, id, null, false))?.start.values).toEqual({ note: 'Mới' })
  await save({ unit: UNIT, record: id, set: { note: 'Mới' }, draft: key })
  expect([await notes(), (await get(id))?.data]).toEqual([[], { note: 'Mới' }])
})
