import { expect, it } from 'vitest'
import { grouped } from '../../src/desk/shared/grouped'

it('keeps groups in the order of their first members, and what belongs together though it stands apart', () => {
  const changes = [
    { field: null, text: 'title' },
    { field: 'a', text: 'new' },
    { field: 'b', text: 'new' },
    { field: 'a', text: 'help' },
    { field: null, text: 'order' },
  ]
  const found = grouped(changes, ({ field }) => field)
  expect(found.map((of) => [of[0].field, ...of.map(({ text }) => text)])).toEqual([
    [null, 'title', 'order'],
    ['a', 'new', 'help'],
    ['b', 'new'],
  ])
  expect(grouped([], () => '')).toEqual([])
})
