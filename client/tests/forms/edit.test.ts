import { expect, test } from 'vitest'
import type { Register } from '../../src/core/types/register'
import { changes } from '../../src/forms/edit'

const field = (name: string, type: string) => ({ name, type, label: { vi: name, en: name } })
const register = {
  key: 'probe',
  version: 1,
  title: { vi: 'Biểu', en: 'Form' },
  by: ['teacher'],
  period: 'event',
  natural_key: false,
  period_from: 'day',
  review: ['leader'],
  rules: [],
  fields: [
    field('title', 'text'),
    field('day', 'date'),
    field('n', 'integer'),
    field('tags', 'choices'),
    field('story', 'longtext'),
  ],
} satisfies Register

test('an edit says only what was changed', () => {
  const before = { title: 'Trồng rau', n: 24, tags: ['a', 'b'] }
  expect(changes(register, before, { ...before })).toEqual({})
  expect(changes(register, before, { title: '', n: 0, tags: ['b', 'c'] })).toEqual({
    set: { title: null, n: 0 },
    add: { tags: ['c'] },
    remove: { tags: ['a'] },
  })
})

test('a new record says all that was answered, and nothing that was not', () => {
  expect(changes(register, {}, { title: 'Rau', n: null, tags: [], story: '' })).toEqual({ set: { title: 'Rau' } })
  expect(changes(register, {}, { tags: ['a'] })).toEqual({ set: { tags: ['a'] } })
})
