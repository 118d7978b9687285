import fc from 'fast-check'
import { expect, it } from 'vitest'
import { lay, rev } from '../../src/core/overlay'
import type { Mutation } from '../../src/core/types/mutation'
import type { Copy } from '../../src/core/types/record'
import { foldedInto } from '../../src/store/outbox'
import { COPY } from '../fixtures/copy'
import { ME, UNIT } from '../fixtures/phone'

const field = fc.constantFrom('note', 'n', 'day')
const lists = fc.dictionary(
  fc.constantFrom('picks', 'people'),
  fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 3 }),
)
const put = fc
  .record({
    set: fc.dictionary(fc.oneof(field, fc.constant('picks')), fc.oneof(fc.nat(3), fc.constant(null))),
    add: lists,
    remove: lists,
    submit: fc.boolean(),
  })
  .map(({ set, add, remove, submit }): Mutation => {
    const { picks, ...plain } = set
    const asList = picks === undefined ? plain : { ...plain, picks: picks === null ? null : [`p${picks}`] }
    const done: Mutation = { id: 'x', at: 'then', do: 'put', unit: UNIT, record: 'r', set: asList, add, remove }
    return submit ? { ...done, then: 'submit' } : done
  })

it('laying changes nothing that it was given, and laying a put without lists twice shows what once shows', () => {
  fc.assert(
    fc.property(put, (mutation) => {
      const frozen = JSON.stringify([COPY, mutation])
      const shown = lay(COPY, mutation, ME)
      expect(JSON.stringify([COPY, mutation])).toBe(frozen)
      const plain = { ...mutation, add: {}, remove: {} }
      const bare = lay(COPY, plain, ME)
      expect(lay(bare, plain, ME)).toEqual(bare)
      expect(shown?.version).toBe(COPY.version)
    }),
  )
})

it('what was folded shows what its parts showed', () => {
  fc.assert(
    fc.property(put, put, (one, other) => {
      const both = foldedInto(one, other)
      if (!both) return
      expect(lay(COPY, both, ME)).toEqual(lay(lay(COPY, one, ME), other, ME))
      expect(both.id).toBe(one.id)
    }),
  )
})

it('a value that is laid over a conflict is no longer the earlier writer’s; what it does not touch still is', () => {
  const wrote = { note: { by: 'mai', at: 'then' }, n: { by: 'lan', at: 'then' } }
  const laid = lay({ ...COPY, wrote }, { id: 'x', at: 'now', do: 'put', unit: UNIT, record: 'r', set: { note: 1 } }, ME)
  expect(laid?.wrote).toEqual({ n: wrote.n })
  const other = lay({ ...COPY, wrote }, { id: 'x', at: 'now', do: 'put', unit: UNIT, record: 'r', period: '2026' }, ME)
  expect(other?.wrote).toEqual(wrote)
  expect(lay(COPY, { id: 'x', at: 'now', do: 'put', unit: UNIT, record: 'r' }, ME)).not.toHaveProperty('wrote')
})

const moved = (verb: string, status: string) =>
  lay({ ...COPY, status }, { id: 'x', at: 'now', do: verb, unit: UNIT, record: 'r' }, ME)?.status
const STATUSES = ['draft', 'submitted', 'verified', 'returned', 'approved', 'rejected', 'deleted']
const MOVES: [verb: string, moves: Record<string, string>][] = [
  ['submit', { draft: 'submitted', returned: 'submitted' }],
  ['put', { verified: 'submitted', rejected: 'submitted' }],
  ['withdraw', { submitted: 'draft' }],
  ['verify', { submitted: 'verified' }],
  ['return', { submitted: 'returned', verified: 'returned' }],
  ['approve', { submitted: 'approved', verified: 'approved' }],
  ['reject', { submitted: 'rejected', verified: 'rejected' }],
  ['reopen', { approved: 'verified', rejected: 'submitted' }],
  ['delete', Object.fromEntries(STATUSES.slice(0, 6).map((status) => [status, 'deleted']))],
  ['restore', { deleted: 'draft' }],
  ['comment', {}],
]
// What is approved is not deleted, it is reopened first.
delete MOVES[8]?.[1].approved

it.each(MOVES)('%s moves a record from each status as the protocol has it, and from no other', (verb, moves) => {
  const found = Object.fromEntries(STATUSES.map((status) => [status, moved(verb, status)]))
  expect(found).toEqual({ ...Object.fromEntries(STATUSES.map((status) => [status, status])), ...moves })
})

it('a version counts by the integer before its dot; what is none is not taken for one', () => {
  expect([null, undefined, '3.aaaaaaaa', '0012.b'].map(rev)).toEqual([0, 0, 3, 12])
  for (const none of ['', '3', 'x3.a', '.a', '12345678901234567.a']) expect(() => rev(none)).toThrow('not a version')
})

it('a record keeps its form until a later version of it is written', () => {
  const form = (held: string | null, written: string) =>
    lay({ ...COPY, form: held }, { id: 'x', at: '', do: 'put', unit: UNIT, record: 'r', form: written }, ME)?.form
  expect([form('probe@1', 'other@1'), form('probe@2', 'probe@1'), form('probe@9', 'probe@10')]).toEqual([
    'probe@1',
    'probe@2',
    'probe@10',
  ])
  expect(form(null, 'probe@1')).toBe('probe@1')
})

it('a list takes any value once, and a copy without a thread begins one', () => {
  const put = { id: 'x', at: 'now', do: 'put', unit: UNIT, record: 'r', add: { picks: [null, null, 'a'] } }
  expect(lay(COPY, put, ME)?.data.picks).toEqual(['a', null])
  const { thread, ...bare } = COPY
  const comment = { id: 'x', at: 'now', do: 'comment', unit: UNIT, record: 'r', text: 'Đã xem' }
  expect(lay(bare as Copy, comment, ME)?.thread).toEqual([
    { id: 'x', at: 'now', do: 'comment', text: 'Đã xem', by: ME },
  ])
})
