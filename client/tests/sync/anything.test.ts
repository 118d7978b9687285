import fc from 'fast-check'
import { afterEach, expect, it, vi } from 'vitest'
import { rev } from '../../src/core/overlay'
import type { Account } from '../../src/core/types/account'
import type { Json } from '../../src/core/types/json'
import type { Item, Opened } from '../../src/core/types/mutation'
import type { Copy } from '../../src/core/types/record'
import { act, get, openForm, save } from '../../src/records/records'
import { close } from '../../src/store/database'
import { exchangeOnce } from '../../src/sync/exchange'
import { dump, ME, newPhone, UNIT } from '../fixtures/phone'
import { FAULTS, type Fault, Line, Server, STRANGER } from '../fixtures/server'

/** How many random runs: `make check` (LANTOA_QUICK) is content with a fifth of them. */
const runs = (whole: number) => (process.env.LANTOA_QUICK ? whole / 5 : whole)

afterEach(() => vi.unstubAllGlobals())

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
      await exchangeOnce(this.account)
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
        const { again } = await exchangeOnce(play.account)
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
    { numRuns: runs(150) },
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
      for (let tries = 0; tries < 40; tries++) await exchangeOnce(play.account)
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
    { numRuns: runs(100) },
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
      await exchangeOnce(account)
      vi.stubGlobal('fetch', line.fetch)
      const { outbox, journal } = await dump()
      expect([...outbox, ...journal]).toHaveLength(1)
      expect(await act('comment', outbox[0]?.record ?? journal[0].record, { text: 'còn chạy' })).toBeUndefined()
      for (const held of [...outbox, ...journal] as Item[]) rev(held.outcome?.version)
    }),
    { numRuns: runs(300) },
  )
}, 60_000)
