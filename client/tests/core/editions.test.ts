import { expect, it } from 'vitest'
import { changedSince, noted } from '../../src/core/editions'
import type { Progress } from '../../src/core/types/exchange'

const next = (mark: Progress, [cursor, records]: [string, string[]]): Progress => ({
  ...mark,
  ...noted(mark, cursor, records),
  cursor,
})
/** A phone's progress after answers: each with the cursor that it moved to, and the records that it changed. */
const after = (answers: [string, string[]][], start: Progress = {}) => answers.reduce(next, start)

it('what the answers since an edition have changed is known, whatever moved the cursor alone', () => {
  const mark = after([
    ['a', ['1', '2']],
    ['b', []],
    ['c', ['2', '3']],
    ['d', []],
  ])
  expect(mark.edition).toBe(2)
  expect(changedSince(mark, 0)).toEqual(['1', '2', '2', '3'])
  expect(changedSince(mark, 1)).toEqual(['2', '3'])
  expect(changedSince(mark, 2)).toEqual([])
})

it('of very many only the last are known', () => {
  const many = Array.from({ length: 99 }, (_, n) => `${n}`)
  const mark = after([
    ['a', ['x']],
    ['b', many],
    ['c', ['y']],
  ])
  expect(changedSince(mark, 0)).toBeUndefined()
  expect(changedSince(mark, 1)).toEqual([...many, 'y'])
  expect(changedSince(after([['d', [...many, 'z', 'w']]], mark), 2)).toBeUndefined()
})

it('nothing is known of what an older release took in, before or in between', () => {
  const older = { cursor: 'a', edition: 3 }
  expect(changedSince(older, 3)).toBeUndefined()
  for (const records of [[], ['1']]) {
    const mark = after([['b', records]], older)
    expect(changedSince(mark, 3)).toBeUndefined()
    expect(changedSince(mark, mark.edition ?? 0)).toEqual([])
    const moved = after([['d', records]], { ...mark, cursor: 'c' })
    expect(changedSince({ ...mark, cursor: 'c' }, mark.edition ?? 0)).toBeUndefined()
    expect(changedSince(moved, mark.edition ?? 0)).toBeUndefined()
  }
})
