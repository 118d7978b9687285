import fc from 'fast-check'
import { afterEach, expect, it, vi } from 'vitest'
import { fold, matches } from '../../src/core/folding'
import { lay, rev } from '../../src/core/overlay'
import type { Account } from '../../src/core/types/account'
import type { Answer } from '../../src/core/types/exchange'
import type { Json } from '../../src/core/types/json'
import type { Item, Mutation, Opened } from '../../src/core/types/mutation'
import type { Copy } from '../../src/core/types/record'
import { act, get, openForm, save } from '../../src/records/records'
import { close } from '../../src/store/database'
import { join } from '../../src/store/outbox'
import { apply } from '../../src/sync/applyAnswer'
import { once } from '../../src/sync/exchange'
import { dump, ME, newPhone, UNIT } from '../fixtures/phone'
import { FAULTS, type Fault, Line, Server, STRANGER } from '../fixtures/server'

afterEach(() => vi.unstubAllGlobals())

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
const COPY: Copy = {
  id: 'r',
  unit: UNIT,
  form: 'probe@1',
  author: ME,
  period: null,
  version: '3.aaaaaaaa',
  status: 'draft',
  data: { note: 0, picks: ['a'] },
  conflicts: {},
  thread: [],
  flags: [],
}

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

it('folding for search: twice is once, marks and case make no difference, and any part of a text finds it', () => {
  const text = fc.string({ unit: 'binary' })
  fc.assert(
    fc.property(text, text, (said, more) => {
      expect(fold(fold(said))).toBe(fold(said))
      expect(fold(said.normalize('NFC'))).toBe(fold(said.normalize('NFD')))
      expect(matches('vuon', `${said}Vườn${more}`)).toBe(true)
    }),
  )
})

it('every single character folds to what folding leaves alone', () => {
  for (let point = 0x20; point < 0x20000; point++) {
    if (point >= 0xd800 && point <= 0xdfff) continue
    const once = fold(String.fromCodePoint(point))
    if (fold(once) !== once) throw new Error(`U+${point.toString(16)}`)
  }
})

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
      let whole = { ...state, journal: [] as Item[], refused: [] as Item[], mark: {} }
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

const NOW = '2026-11-23T08:00:00+07:00'

type Step =
  | { do: 'new' | 'edit' | 'form' | 'close form' | 'submit' | 'bad'; at: number; field: 'note' | 'n' }
  | { do: 'stranger' | 'kill' | 'restore' | 'arrive'; at: number }
  | { do: 'exchange'; fault: Fault }
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constantFrom('new' as const, 'edit', 'edit', 'form', 'close form', 'submit', 'bad'),
    at: fc.nat(4),
    field: fc.constantFrom('note' as const, 'n'),
  }),
  fc.record({ do: fc.constantFrom('stranger' as const, 'stranger', 'kill', 'restore', 'arrive'), at: fc.nat(6) }),
  fc.record({ do: fc.constant('exchange' as const), fault: fc.constantFrom(...FAULTS) }),
  fc.record({ do: fc.constant('exchange' as const), fault: fc.constant('none' as const) }),
)

class Play {
  line = new Line(new Server())
  records: string[] = []
  saved = new Map<string, string>()
  form: { record: string; opened: Opened } | null = null
  value = 0
  constructor(readonly account: Account) {}

  async run(told: Step): Promise<void> {
    const { server } = this.line
    const record = this.records['at' in told ? told.at % Math.max(1, this.records.length) : 0]
    if (told.do === 'exchange') {
      this.line.next = told.fault
      await once(this.account)
    } else if (told.do === 'kill') await close()
    else if (told.do === 'arrive') this.line.arrive()
    else if (told.do === 'restore') server.restore(Math.max(0, server.log.length - told.at))
    else if (told.do === 'new' || told.do === 'bad') {
      const note = told.do === 'bad' ? 'bad' : this.fresh()
      const id = await save({ unit: UNIT, form: 'probe@1', set: { note } })
      if (told.do === 'new') this.records.push(id)
      if (told.do === 'new') this.saved.set(note, id)
    } else if (!record) return
    else if (told.do === 'stranger') this.strange(record)
    else if (told.do === 'form') this.form = { record, opened: await openForm(record) }
    else if (told.do === 'close form') await this.closeForm()
    else if ('field' in told) await this.edit(record, told.field, told.do === 'submit')
  }

  fresh = () => `v${++this.value}`

  private strange(record: string): void {
    const { server } = this.line
    const held = server.copies.get(record)
    const id = `s${++this.value}`
    if (!held) return
    server.take({ id, at: '', do: 'put', unit: UNIT, record, base: held.version as string, set: { n: id } }, STRANGER)
  }

  private async edit(record: string, name: string, submit: boolean, opened?: Opened): Promise<void> {
    const value = this.fresh()
    await save({ unit: UNIT, record, set: { [name]: value }, submit, ...(opened && { opened }) })
    // Saved is shown at once, whatever is under way.
    expect((await get(record))?.data[name]).toBe(value)
    this.saved.set(value, record)
  }

  private async closeForm(): Promise<void> {
    if (this.form) await this.edit(this.form.record, 'n', false, this.form.opened)
    this.form = null
  }

  async held(): Promise<Json> {
    const phone = await dump()
    const kept = [...phone.outbox, ...phone.journal, ...phone.refused] as Item[]
    return { phone, values: new Set(kept.flatMap(({ mutation }) => Object.values(mutation.set ?? {}))) }
  }
}

it('whatever happens on the way: nothing saved is lost, nothing done twice, and in the end both sides agree', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const play = new Play(await newPhone())
      vi.stubGlobal('fetch', play.line.fetch)
      const folded = new Set<string>()
      for (const told of steps) {
        const before = (await play.held()).values
        await play.run(told)
        const { values } = await play.held()
        for (const gone of before) if (!values.has(gone)) folded.add(gone)
        // Only an edit that nobody had seen yet may be replaced on the phone, and only by a save.
        if (!['edit', 'submit', 'close form'].includes(told.do)) for (const one of before) expect(values).toContain(one)
      }
      play.line.arrive()
      for (let tries = 0; tries < 60; tries++) {
        const { again } = await once(play.account)
        if (!again && !(await dump()).outbox.length) break
      }
      const { phone, values } = await play.held()
      const { server } = play.line
      expect(phone.outbox).toEqual([])
      const ids = server.log.map(({ mutation }) => mutation.id)
      expect(new Set(ids).size).toBe(ids.length)
      for (const value of play.saved.keys()) expect(values.has(value) || folded.has(value), value).toBe(true)
      const mine = server.log.filter(({ by }) => by === ME).flatMap(({ mutation }) => Object.values(mutation.set ?? {}))
      for (const item of phone.journal as Item[]) {
        for (const value of Object.values(item.mutation.set ?? {})) expect(mine).toContain(value)
      }
      const theirs = Object.fromEntries([...server.copies].map(([id, { writers, ...copy }]) => [id, copy]))
      expect(phone.copies).toEqual(theirs)
    }),
    { numRuns: 150 },
  )
}, 120_000)

it('one author on one phone never conflicts, however the answers come', async () => {
  const own = step.filter((told) => told.do !== 'stranger' && told.do !== 'restore' && told.do !== 'bad')
  await fc.assert(
    fc.asyncProperty(fc.array(own, { maxLength: 30 }), async (steps) => {
      const play = new Play(await newPhone())
      vi.stubGlobal('fetch', play.line.fetch)
      for (const told of steps) await play.run(told)
      play.line.arrive()
      for (let tries = 0; tries < 40; tries++) await once(play.account)
      expect(play.line.server.log.filter(({ outcome: told }) => told.conflicts)).toEqual([])
      const last = new Map<string, Json>()
      for (const { mutation } of play.line.server.log) {
        const id = mutation.record ?? mutation.id
        last.set(id, { ...last.get(id), ...mutation.set })
      }
      const data = Object.fromEntries(
        Object.entries((await dump()).copies).map(([id, copy]) => [id, (copy as Copy).data]),
      )
      expect(data).toEqual(Object.fromEntries(last))
    }),
    { numRuns: 100 },
  )
}, 120_000)

it('an answer that is none changes nothing and breaks nothing', async () => {
  const junk = fc.oneof(fc.jsonValue(), fc.constant({ id: 'r' }), fc.array(fc.jsonValue()))
  const names = ['outcomes', 'changes', 'gone', 'reset', 'cursor', 'safe', 'want', 'more'] as const
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...names), junk, async (name, value) => {
      const account = await newPhone()
      const line = new Line(new Server())
      await save({ unit: UNIT, form: 'probe@1', set: { note: 'một' } })
      vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
        const answer = await (await line.fetch(path, init)).json()
        return new Response(JSON.stringify({ ...answer, [name]: value }))
      })
      await once(account)
      vi.stubGlobal('fetch', line.fetch)
      const { outbox, journal } = await dump()
      expect([...outbox, ...journal]).toHaveLength(1)
      expect(await act('comment', outbox[0]?.record ?? journal[0].record, { text: 'còn chạy' })).toBeUndefined()
      for (const held of [...outbox, ...journal] as Item[]) rev(held.outcome?.version)
    }),
    { numRuns: 300 },
  )
}, 60_000)
