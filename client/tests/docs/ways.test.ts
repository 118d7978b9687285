/** The phone's part of the ways that docs/architecture.md walks: the files that it names are those that are entered. */

import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { setWho } from '../../src/account/who'
import type { Account } from '../../src/core/types/account'
import type { Register } from '../../src/core/types/register'
import { checkForm } from '../../src/forms/checkForm'
import { changes } from '../../src/forms/edit'
import { openForm } from '../../src/forms/unfinished'
import { catalog } from '../../src/records/catalog'
import { get, save } from '../../src/records/records'
import { syncNow } from '../../src/sync/scheduler'
import { entered } from '../fixtures/entered'
import { newPhone, UNIT } from '../fixtures/phone'
import { World } from '../fixtures/world'

const PAGE = readFileSync(new URL('../../../docs/architecture.md', import.meta.url), 'utf8')
const label = { vi: 'Ghi chú', en: 'Note' }
const note = { name: 'note', type: 'text', label, required: true, length: [2, 50] }
const probe = { key: 'probe', version: 1, title: label, by: ['teacher'], period: 'event', natural_key: false }
const register = { ...probe, period_from: null, review: ['leader'], rules: [], fields: [note] } as unknown as Register

/** The files of the client that stand below a heading, but for screens: a test without a browser draws none. */
function named(heading: string): string[] {
  const part = PAGE.split(`### ${heading}\n`)[1]?.split(/^#/m)[0] ?? ''
  const files = [...part.matchAll(/`client\/src\/([\w/]+\.ts)`/g)].map(([, file]) => file as string)
  return [...new Set(files)].sort()
}

/** What all of these share is named once, above the ways. */
const shared = (files: string[]) => files.filter((file) => !named('Under all of it').includes(file))

let account: Account
beforeEach(async () => {
  account = await newPhone()
  setWho(account)
  const world = new World()
  const catalogOf = () => new Response(JSON.stringify({ hash: 'h1', registers: [register], units: [] }))
  vi.stubGlobal('fetch', (path: string, init: RequestInit) =>
    path === '/api/catalog' ? Promise.resolve(catalogOf()) : world.fetch(path, init),
  )
})
afterEach(() => vi.unstubAllGlobals())

const fill = (values: { note: string }) =>
  save({ unit: UNIT, form: 'probe@1', ...changes(register, {}, values), submit: true })

it('a record is checked and saved', async () => {
  const values = { note: 'Trồng rau cải' }
  const files = await entered(async () => {
    expect(checkForm(register, values, true, UNIT)).toEqual({})
    await fill(values)
  })
  expect(shared(files)).toEqual(named('Saved on the phone'))
})

it('a record is sent, and its answer applied', async () => {
  const id = await fill({ note: 'Trồng rau cải' })
  const files = await entered(() => syncNow())
  expect((await get(id))?.status).toBe('submitted')
  expect(shared(files)).toEqual(named('Sent and answered'))
})

it('a register of the catalog becomes a form', async () => {
  await syncNow()
  const files = await entered(async () => {
    const [found] = (await catalog())?.registers ?? []
    const opened = await openForm(found as Register, '', null, false)
    expect(opened?.start).toMatchObject({ form: 'probe@1', unit: UNIT })
  })
  expect(shared(files)).toEqual(named('Filled in'))
})
