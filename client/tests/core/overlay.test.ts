import fc from 'fast-check'
import { expect, it } from 'vitest'
import { lay } from '../../src/core/overlay'
import type { Mutation } from '../../src/core/types/mutation'
import { join } from '../../src/store/outbox'
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
      const both = join(one, other)
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
