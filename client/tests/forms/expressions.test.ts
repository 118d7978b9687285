import { beforeEach, expect, it } from 'vitest'
import '../../src/core/expressions'
import { setClockSeen } from '../../src/core/correctedClock'
import { engine } from '../../src/core/engine'
import { withExpressions } from '../../src/core/loadEngine'
import { answerIn } from '../../src/core/registers'
import type { Json } from '../../src/core/types/json'
import type { Field, Register } from '../../src/core/types/register'
import { checkForm } from '../../src/forms/checkForm'
import { defaults, newRow } from '../../src/forms/start'

const text = { vi: 'Câu', en: 'Question' }
const field = (name: string, type: string, more: Partial<Field> = {}): Field => ({ name, type, label: text, ...more })
const register = (...fields: Field[]) => ({ key: 'made', version: 1, rules: [], fields }) as unknown as Register

beforeEach(() => setClockSeen(undefined))

it('keeps a form from being saved with what its check does not allow, also as a draft', () => {
  const form = register(
    field('ends', 'integer', { required: true }),
    field('absent', 'integer', { check: ['<=', { field: 'absent' }, 20], constraint_message: text }),
  )
  expect(checkForm(form, { absent: 21 }, false, 'u')).toEqual({ absent: { rule: 'check', message: text } })
  expect(Object.keys(checkForm(form, { absent: 21 }, true, 'u'))).toEqual(['ends', 'absent'])
  expect(checkForm(form, { absent: 20 }, false, 'u')).toEqual({})
})

it('begins a form with its defaults, of a date with the day by the server’s clock', () => {
  setClockSeen({ ahead: 9_000 * 86_400_000, server: Date.UTC(2026, 9, 5, 20) })
  const fields = [
    field('day', 'date', { default: 'today' }),
    field('then', 'date', { default: '2026-01-01' }),
    field('kinds', 'choices', { default: ['a', 'b'] }),
    field('none', 'integer', { default: 0 }),
    field('gone', 'integer', { default: 1, retired: true }),
    field('plain', 'text'),
  ]
  expect(defaults(fields)).toEqual({ day: '2026-10-06', then: '2026-01-01', kinds: ['a', 'b'], none: 0 })
})

it('clears what an earlier answer no longer leaves, and what hangs on that, and offers the rest', () => {
  const choice = (value: string, of?: string) => ({ value, label: text, ...(of ? { columns: { of } } : {}) })
  const filter = (name: string) => ['=', { column: 'of' }, { field: name }]
  const form = register(
    field('a', 'choice', { choices: [choice('x'), choice('y')] }),
    field('b', 'choice', { choices: [choice('bx', 'x'), choice('by', 'y')], choice_filter: filter('a') }),
    field('c', 'choices', { choices: [choice('cx', 'bx'), choice('cy', 'by')], choice_filter: filter('b') }),
  )
  const settled = (data: Json) => engine.settled?.(form.fields, data, (one) => answerIn(form, one), newRow)
  const whole = { a: 'x', b: 'bx', c: ['cx'], other: 1 }
  expect(settled(whole)).toBe(whole)
  expect(settled({ ...whole, a: 'y' })).toEqual({ a: 'y', b: null, c: [], other: 1 })
  const left = engine.offered?.(form.fields[1] as Field, answerIn(form, { a: 'y' }))
  expect(left?.map(({ value }) => value)).toEqual(['by'])
})

it('writes an answer into a label where it stands, and three dots where there is none', () => {
  const of = (name: string) => `$\{${name}}`
  const label = { vi: `Trong ${of('pupils')} em, ${of('who')}?`, en: of('pupils') }
  expect(engine.filled?.(label, (name) => (name === 'pupils' ? '22' : ''))).toEqual({ vi: 'Trong 22 em, …?', en: '22' })
})

it('is not fetched for a register without expressions', async () => {
  await expect(withExpressions([register(field('a', 'text'))])).resolves.toBeUndefined()
})

it('makes as many rows as another answer says, and takes away no row that somebody filled in', () => {
  const columns = [field('name', 'text'), field('age', 'integer', { default: 6 })]
  const form = register(field('n', 'integer'), field('each', 'rows', { repeat_count: { field: 'n' }, fields: columns }))
  const answer = (data: Json) => answerIn(form, data)
  const each = (data: Json): Json[] => engine.settled?.(form.fields, data, answer, newRow).each ?? []
  expect(each({})).toEqual([])
  const three = each({ n: 3 })
  expect(three.map(({ age }) => age)).toEqual([6, 6, 6])
  expect(new Set(three.map(({ id }) => id)).size).toBe(3)
  const [first, second, third] = [three[0] as Json, { ...three[1], name: 'Mai' }, three[2] as Json]
  const filled = [first, second, third]
  expect(each({ n: 1, each: filled })).toEqual([second])
  expect(each({ n: 0, each: filled })).toEqual([second])
  expect(each({ n: 2, each: filled })).toEqual([first, second])
  expect(each({ each: filled })).toEqual(filled)
  const shown = engine.left?.(form.fields[1] as Field, [second], answer({ n: 0 }))
  expect([shown?.rows, shown?.help?.en]).toEqual([0, expect.stringMatching(/^0 rows are needed, not 1/)])
})
