import { expect, test } from 'vitest'
import { allGaps, gaps } from '../../build/texts'

test('every word of the app is there in both languages', () => {
  expect(allGaps()).toEqual([])
})

test('a word that one language lacks is named, and so is one that takes other arguments', () => {
  const vi = { 'a.one': 'Một {n}', 'a.two': 'Hai' }
  expect(gaps(vi, { 'a.one': 'One' })).toEqual(['en.json lacks a.two', 'a.one takes other arguments in en.json'])
  expect(gaps(vi, { 'a.one': '{n} ones', 'a.one_one': 'One', 'a.two': ' ', 'a.more': 'More' })).toEqual([
    'vi.json lacks a.more',
    'a.two is empty',
  ])
})
