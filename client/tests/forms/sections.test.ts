import { h } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { expect, test } from 'vitest'
import type { Json } from '../../src/core/types/json'
import type { Register } from '../../src/core/types/register'
import { partsDone } from '../../src/forms/Progress'
import { SectionHeading } from '../../src/forms/SectionHeading'

const label = (vi: string) => ({ vi, en: vi })
const field = (name: string, section: string) => ({ name, type: 'integer', label: label(name), section })
const register = {
  key: 'probe',
  rules: [],
  sections: [
    { key: 'a', title: label('Phần một'), adds: 'points' },
    { key: 'b', title: label('Phần hai'), adds: 'points' },
  ],
  fields: [field('one', 'a'), field('two', 'a'), field('three', 'a'), field('four', 'b')],
} as unknown as Register

const titles = (fields: Register['fields'], within: Register) =>
  fields.map((of, at) =>
    renderToString(h(SectionHeading, { register: within, of, before: fields[at - 1], values: {} })),
  )

test('a section has one title, above the first of its fields that is shown', () => {
  const has = (fields: Register['fields'], within = register) => titles(fields, within).map((html) => html.length > 0)
  expect(has(register.fields)).toEqual([true, false, false, true])
  expect(has(register.fields.slice(1))).toEqual([true, false, true])
})

test('a catalog that comes anew under an open form repeats no title', () => {
  expect(titles(register.fields, structuredClone(register)).filter(Boolean)).toHaveLength(2)
})

test('a part is done once it has an answer and lacks none that is required', () => {
  const fields = register.fields.map((one, at) => ({ ...one, required: at < 2 }))
  const done = (values: Json) => partsDone({ ...register, fields }, new Set(['one', 'two', 'three', 'four']), values)
  expect(done({})).toEqual([0, 2])
  expect(done({ one: 1, three: 0 })).toEqual([0, 2])
  expect(done({ one: 1, two: 0 })).toEqual([1, 2])
  expect(done({ one: 1, two: 0, four: 2 })).toEqual([2, 2])
})
