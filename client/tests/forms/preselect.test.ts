import { beforeEach, expect, test } from 'vitest'
import { setWho } from '../../src/account/who'
import type { Catalog } from '../../src/core/types/catalog'
import type { Shown } from '../../src/core/types/record'
import type { Register } from '../../src/core/types/register'
import { divided } from '../../src/forms/layout'
import { preselected } from '../../src/forms/preselect'
import type { Start } from '../../src/forms/start'
import { catalog } from '../../src/records/catalog'
import { write } from '../../src/store/database'
import { COPY } from '../fixtures/copy'
import { ME, newPhone, UNIT } from '../fixtures/phone'

const label = { vi: 'Mục', en: 'Field' }
const field = (name: string, type: string, more = {}) => ({ name, type, label, ...more })
const visit = {
  key: 'visit',
  version: 1,
  period: 'event',
  period_from: 'day',
  rules: [],
  list: { title: 'title' },
  fields: [
    field('of', 'ref', { to: 'thing', required: true }),
    field('kind', 'text', { copy_from: { field: 'of', of: 'kind' } }),
    field('day', 'date', { required: true }),
    field('place', 'choice', { choices: [], choices_from: 'sites' }),
    field('title', 'text', { required: true }),
    field('people', 'integer', { required: true }),
    field('themes', 'choices', { choices: [] }),
    field('story', 'longtext'),
  ],
} as unknown as Register
const thing = { key: 'thing', version: 1, title: label, period: 'once', rules: [], fields: [] }
const record = (id: string, form: string, data = {}) =>
  ({ ...COPY, id, unit: UNIT, form, data, status: 'approved' }) as unknown as Shown
const things = [record('garden', 'thing@1', { kind: 'green' }), record('library', 'thing@1')]
const last = (of: string) => record('before', 'visit@1', { of, title: 'Tưới rau' })
const start = (more = {}) =>
  ({ key: 'k', unit: UNIT, form: 'visit@1', before: {}, values: { day: '2026-11-20' }, ...more }) as Start

beforeEach(async () => {
  setWho(await newPhone())
  const held = { hash: 'h', units: [], people: [], periods: [], registers: [visit, thing] } as unknown as Catalog
  await write(['catalogs'], (tx) => tx.objectStore('catalogs').put(held, ME))
  await catalog()
})

test('a new record is of the model that was chosen last, with what is copied from it', () => {
  expect(preselected(visit, start(), last('garden'), things)).toEqual({ of: 'garden', kind: 'green' })
})

test('nothing is chosen that is no longer offered, or in a form that was begun before', () => {
  expect(preselected(visit, start(), last('gone'), things)).toEqual({})
  expect(preselected(visit, start({ at: '2026-11-20T08:00:00Z' }), last('garden'), things)).toEqual({})
  expect(preselected(visit, start({ record: 'other' }), last('garden'), things)).toEqual({})
})

test('a model of another school, as of those that are scored in turn, is not chosen again', () => {
  const fields = visit.fields.map((one) => (one.name === 'of' ? { ...one, across: true } : one))
  expect(preselected({ ...visit, fields }, start(), last('garden'), things)).toEqual({})
})

test('what was done stands behind the model, and the site among the details', () => {
  const visible = new Set(visit.fields.map(({ name }) => name))
  const names = divided(visit, visible, {}).map((part) => part.map(({ name }) => name))
  expect(names).toEqual([
    ['of', 'title', 'day', 'people'],
    ['place', 'themes', 'story'],
  ])
})
