import { beforeEach, expect, test } from 'vitest'
import { setWho } from '../../src/account/who'
import type { Catalog } from '../../src/core/types/catalog'
import type { Register } from '../../src/core/types/register'
import { colleagues, withNamed } from '../../src/forms/colleagues'
import { copied } from '../../src/forms/copyLast'
import { catalog } from '../../src/records/catalog'
import { write } from '../../src/store/database'
import { ME, newPhone, UNIT } from '../fixtures/phone'

const OTHER = '5c000000-0000-5000-8000-000000000002'
const label = { vi: 'Mục', en: 'Field' }
const field = (name: string, type: string, more = {}) => ({ name, type, label, ...more })
const choices = [
  { value: 'a', label },
  { value: 'b', label, retired: true },
]
const persons = field('persons', 'persons')
const register = {
  key: 'probe',
  version: 1,
  period_from: 'day',
  rules: [],
  fields: [
    field('title', 'text'),
    field('day', 'date'),
    field('story', 'longtext'),
    field('kind', 'choice', { choices }),
    field('tags', 'choices', { choices }),
    persons,
    field('more', 'text', { show_when: { field: 'kind', equals: 'b' } }),
    field('old', 'text', { retired: true }),
  ],
} as unknown as Register

const person = (id: string, unit: string) => ({ id, name: `Cô ${id}`, unit, role: 'teacher' })

beforeEach(async () => {
  setWho(await newPhone())
  const people = [person(ME, UNIT), person('lan', UNIT), person('mai', OTHER)]
  const held = { hash: 'h', units: [], registers: [], periods: [], people } as unknown as Catalog
  await write(['catalogs'], (tx) => tx.objectStore('catalogs').put(held, ME))
  await catalog()
})

test('a copy of the last record leaves out its day and its story', () => {
  expect(copied(register, { title: 'Rau', day: '2026-11-20', story: 'Dài', gone: 1, old: 'x' }, UNIT)).toEqual({
    title: 'Rau',
  })
})

test('who has moved is not named again, and nothing is copied that the form would not show', () => {
  const last = { title: 'Rau', kind: 'b', more: 'Ẩn', tags: ['a', 'b'], persons: ['lan', 'mai'] }
  expect(copied(register, last, UNIT)).toEqual({ title: 'Rau', tags: ['a'], persons: ['lan'] })
  expect(copied(register, { persons: ['mai'] }, UNIT)).toEqual({})
})

test('who is named and has gone stands among the choices, to be taken out', () => {
  const values = withNamed(colleagues(persons, UNIT), ['lan', 'mai']).map((one) => [one.value, one.label])
  expect(values).toEqual([
    ['lan', 'Cô lan'],
    ['mai', 'Cô mai (không còn ở đơn vị)'],
  ])
})
