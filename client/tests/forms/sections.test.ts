import { h } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { expect, test } from 'vitest'
import type { Json } from '../../src/core/types/json'
import type { Field, Register } from '../../src/core/types/register'
import { Parts } from '../../src/forms/sections/Parts'
import { isDone, isFolded, partsOf, withEvidence } from '../../src/forms/sections/parts'

const label = (vi: string) => ({ vi, en: vi })
const field = (name: string, section?: string, more = {}) =>
  ({ name, type: 'integer', label: label(name), section, ...more }) as Field
const register = {
  key: 'probe',
  rules: [],
  sections: [
    { key: 'a', title: label('Phần một'), adds: 'points' },
    { key: 'b', title: label('Phần hai'), adds: 'points' },
    { key: 'c', title: label('Phần ba'), adds: 'points' },
  ],
  fields: [field('one', 'a'), field('two', 'a'), field('three', 'a'), field('four', 'b'), field('five')],
} as unknown as Register

const drawn = (values: Json, at: { name?: string } = {}, within = register) =>
  renderToString(
    h(Parts, { register: within, asked: within.fields, values, faults: {}, at, entry: ({ name }) => h('p', {}, name) }),
  )
/** The titles of the parts that are unfolded. */
const unfolded = (html: string) =>
  [...html.matchAll(/<details class="part" open><summary>([^<]*?) </g)].map(([, title]) => title)

test('one part is unfolded: the first that is not done', () => {
  expect(unfolded(drawn({}))).toEqual(['Phần một'])
  expect(unfolded(drawn({ one: 1 }))).toEqual(['Phần hai'])
  expect(unfolded(drawn({ one: 1, four: 2 }))).toEqual([])
})

/** The titles of parts and the fields, in the order in which they stand. */
const order = (html: string) =>
  [...html.matchAll(/<summary>([^<]*?) <|<h2>(.*?)<\/h2>|<p>(\w+)<\/p>/g)].map((found) => found.slice(1).find(Boolean))

test('all stands in the order of the register, what is of no section too', () => {
  const fields = [
    field('said', undefined, { type: 'note' }),
    field('one', 'a'),
    field('two', 'b'),
    field('three', 'a'),
    field('four'),
    field('warned', 'c', { type: 'note' }),
  ]
  const html = drawn({}, {}, { ...register, fields })
  expect(order(html)).toEqual([
    'said',
    'Phần một',
    'one',
    'Phần hai',
    'two',
    'Phần một',
    'three',
    'four',
    'Phần ba',
    'warned',
  ])
  expect(unfolded(html)).toEqual(['Phần một'])
  expect(unfolded(drawn({ one: 1, two: 2 }, {}, { ...register, fields }))).toEqual(['Phần một'])
})

test('a section of which nothing is asked is not shown', () => {
  expect(partsOf(register, register.fields).map(({ section }) => section?.key)).toEqual(['a', 'b', undefined])
})

test('a part is done once it has an answer and lacks none that is required', () => {
  const fields = register.fields.map((one, at) => ({ ...one, required: at < 2 }))
  const done = (values: Json) =>
    partsOf(register, fields)
      .filter(isFolded)
      .map((part) => isDone(part, values))
  expect(done({})).toEqual([false, false])
  expect(done({ one: 1, three: 0 })).toEqual([false, false])
  expect(done({ one: 1, two: 0 })).toEqual([true, false])
  expect(done({ one: 1, two: 0, four: 2 })).toEqual([true, true])
})

test('evidence stands below its number, that of several below the last of them', () => {
  const [part] = partsOf(register, [
    field('said', 'a', { evidence: ['one', 'two'] }),
    field('one', 'a'),
    field('seen', 'a', { evidence: ['one'] }),
    field('two', 'a'),
    field('of_another', 'a', { evidence: ['four'] }),
  ])
  const names = part && withEvidence(part).map(([one, its]) => [one.name, ...its.map(({ name }) => name)])
  expect(names).toEqual([['one', 'seen'], ['two', 'said'], ['of_another']])
})
