import fc from 'fast-check'
import { expect, it } from 'vitest'
import { matches } from '../../src/core/folding'
import { partsOf, WordIndex } from '../../src/core/wordIndex'

const WORDS = [
  'Vườn',
  'vuon',
  'rau',
  'RAU',
  'Đồng',
  'đo',
  'ß',
  'ẞ',
  'ſau',
  'Σας',
  'ırmak',
  '2026-11-28',
  'ệ',
  'học\u0323',
  '😀',
]
const text = fc
  .array(fc.oneof(fc.constantFrom(...WORDS), fc.string({ unit: 'grapheme', maxLength: 4 })))
  .map((words) => words.join(' '))

it('finds by its numbers just what a comparison of each text finds', () => {
  fc.assert(
    fc.property(fc.array(text), text, fc.nat(6), (texts, query, most) => {
      const index = new WordIndex()
      const codes = texts.map((one) => index.codes(one))
      const asked = [...query].slice(0, most).join('')
      expect(codes.map(index.finder(partsOf(asked)))).toEqual(texts.map((one) => matches(asked, one)))
    }),
  )
})

it('tells more words apart than a character has values', () => {
  const many = Array.from({ length: 70_000 }, (_, n) => `w${n}.`)
  const index = new WordIndex(`\n${many.join('\n')}\n`)
  for (const n of [0, 55_295, 55_296, 63_487, 63_488, 65_535, 69_999]) {
    const codes = index.codes(`w${n}. rau`)
    expect(index.finder(['rau', `w${n}.`])(codes)).toBe(true)
    expect(index.finder([`w${(n + 1) % 70_000}.`])(codes)).toBe(false)
  }
})
