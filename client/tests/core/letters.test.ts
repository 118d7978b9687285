import { expect, test } from 'vitest'
import { letters } from '../../src/core/letters'
import type { Field } from '../../src/core/types/register'
import { clean } from '../../src/core/values'

const TEXTS: [string, number][] = [
  ['Điện Biên', 9],
  ['Ghềnh'.normalize('NFD').normalize(), 5],
  ['ꪼꪒꪥ ꪬꪫꪸꪥ', 7],
  ['👩‍🏫👨‍👩‍👧', 2],
  ['👍🏽🇻🇳❤️', 3],
  [`a${'\u0301'.repeat(199)}`, 20],
]

test('a text is as long as a person sees it', () => {
  expect(TEXTS.map(([text]) => letters(text))).toEqual(TEXTS.map(([, length]) => length))
})

test('a limit counts what a person sees, however it was typed', () => {
  const field = { name: 'name', type: 'text', label: { vi: '', en: '' }, length: [1, 5] } satisfies Field
  expect(clean(field, 'Ghềnh'.normalize('NFD'))).toBe('Ghềnh')
  expect(clean(field, '👩‍🏫👩‍🏫👩‍🏫👩‍🏫👩‍🏫')).toHaveLength(25)
  expect(() => clean(field, 'Ghềnhs')).toThrow('length')
})
