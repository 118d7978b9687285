import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Answer, Progress } from '../../src/core/types/exchange'
import type { Item, Mutation } from '../../src/core/types/mutation'
import type { Copy } from '../../src/core/types/record'
import { apply } from '../../src/sync/applyAnswer'
import { COPY } from '../fixtures/copy'
import { ME, UNIT } from '../fixtures/phone'

const NOW = '2026-11-23T08:00:00+07:00'

const outcome = fc.oneof(
  fc.record({ version: fc.nat(9).map((n) => `${n + 1}.aaaaaaaa`), status: fc.constant('draft') }),
  fc.record({ version: fc.nat(9).map((n) => `${n + 1}.aaaaaaaa`) }),
  fc.constant({ refused: { code: 'stale' } }),
  fc.constant({ unknown: true as const }),
  fc.constant({ wait: true as const }),
)

it('no answer loses a mutation: each is in outbox, journal or refused, and is settled only if the copy holds it', () => {
  const answers = fc.record({ told: fc.array(fc.option(outcome), { minLength: 4, maxLength: 4 }), at: fc.nat(9) })
  fc.assert(
    fc.property(fc.array(answers, { maxLength: 5 }), fc.boolean(), (heard, resets) => {
      const items = ['a', 'b', 'c', 'd'].map((id, n): Item => {
        const mutation: Mutation = {
          id,
          at: '2026-11-21T16:40:00+07:00',
          do: 'put',
          unit: UNIT,
          record: 'r',
          set: { n },
        }
        return { n: n + 1, account: ME, record: 'r', mutation }
      })
      let state = { account: ME, scopes: [UNIT], copies: { r: COPY } as Record<string, Copy>, outbox: items }
      let whole = { ...state, journal: [] as Item[], refused: [] as Item[], progress: {} }
      for (const { told, at } of heard) {
        const outcomes = Object.fromEntries(told.flatMap((one, n) => (one ? [['abcd'[n], one]] : [])))
        const changes = at > 4 ? [{ ...COPY, version: `${at}.aaaaaaaa` }] : []
        const answer = { nonce: '', cursor: 'c', outcomes, changes } as unknown as Answer
        whole = apply(whole, resets && at === 9 ? { ...answer, reset: { [UNIT]: 'history' } } : answer, NOW)
        const ids = [...whole.outbox, ...whole.journal, ...whole.refused].map(({ mutation }) => mutation.id)
        expect(new Set(ids).size).toBe(4)
        const open = whole.outbox.map(({ mutation }) => mutation.id)
        expect(new Set(open).size).toBe(open.length)
        for (const item of whole.journal.filter((one) => one.settled === NOW && !changes.length)) {
          expect(item.outcome?.version).toBeTruthy()
        }
      }
      state = whole
      expect(state.outbox.every((item) => !item.settled)).toBe(true)
    }),
  )
})

it('the latest reminder of a report comes first, and their number is bounded', () => {
  const reminder = (n: number) => ({ register: 'plan', period: `${n % 120}`, unit: UNIT, reminded: `${n}` })
  let state = {
    account: ME,
    scopes: [UNIT],
    copies: {},
    outbox: [],
    journal: [],
    refused: [],
    progress: {} as Progress,
  }
  for (let n = 0; n < 121; n++) {
    const answer = { nonce: '', cursor: 'c', reminders: [reminder(n)] } as unknown as Answer
    state = apply(state, answer, NOW) as typeof state
  }
  expect(state.progress.reminders?.find(({ period }) => period === '0')).toEqual(reminder(120))
  expect(state.progress.reminders).toHaveLength(99)
})
