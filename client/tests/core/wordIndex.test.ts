import fc from 'fast-check'
import { expect, it } from 'vitest'
import { matches } from '../../src/core/folding'
import type { Words } from '../../src/core/postings'
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
      const held = texts.map((one) => index.wordsOf(one))
      const asked = [...query].slice(0, most).join('')
      const expected = texts.map((one) => matches(asked, one))
      const finds = (of: WordIndex, words: Words[]) => words.map(of.finder(partsOf(asked)))
      expect(finds(index, held)).toEqual(expected)
      // Half of them are stored, and then all, in another order.
      const half = held.slice(0, held.length / 2)
      const again = new WordIndex(structuredClone(index.stored(half)))
      const more = texts.map((one, n) => (n < half.length ? n : again.wordsOf(one)))
      expect(finds(again, more)).toEqual(expected)
      again.stored([...more].reverse())
      expect(finds(again, [...more.keys()].reverse())).toEqual(expected)
    }),
  )
})

it('finds among more texts and words than fit into two bytes', () => {
  const index = new WordIndex()
  const held = Array.from({ length: 70_000 }, (_, n) => index.wordsOf(`w${n}. rau`))
  index.stored(held)
  for (const n of [0, 55_296, 65_535, 65_536, 69_999]) {
    const found = [...held.keys()].filter(index.finder(['rau', `w${n}.`]))
    expect(found).toEqual([n])
  }
})
