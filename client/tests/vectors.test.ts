import { beforeEach, describe, expect, it, vi } from 'vitest'
import check from '../../sync/vectors/check.json'
import conditions from '../../sync/vectors/conditions.json'
import drawn from '../../sync/vectors/drawn.json'
import folding from '../../sync/vectors/folding.json'
import order from '../../sync/vectors/order.json'
import overlay from '../../sync/vectors/overlay.json'
import photos from '../../sync/vectors/photos.json'
import { holds } from '../src/core/conditions'
import '../src/core/expressions'
import { fold, matches } from '../src/core/folding'
import { lay } from '../src/core/overlay'
import { answered, checkPut, checkSubmit, flags, needsNewer, shown } from '../src/core/registers'
import { points } from '../src/core/score'
import type { Json } from '../src/core/types/json'
import type { Edit, Item, Mutation } from '../src/core/types/mutation'
import type { Copy } from '../src/core/types/record'
import type { Register } from '../src/core/types/register'
import { inOrder, personKey, sortKey } from '../src/core/vietnamese'
import { save } from '../src/records/records'
import { write } from '../src/store/database'
import { enqueue } from '../src/store/outbox'
import { apply } from '../src/sync/applyAnswer'
import { exchangeOnce } from '../src/sync/exchange'
import { takeIn } from '../src/sync/transactions'
import { dump, load, ME, newPhone, partOf, rowOf } from './fixtures/phone'
import { unzipped } from './fixtures/server'

const part = (name: string) => (overlay as Json)[name] as Json[]
const forms = check.registers as Json as Record<string, Register>
const named = (cases: unknown) => (cases as Json[]).map((one): [string, Json] => [one.name ?? one.text, one])

describe('sync/vectors/conditions.json', () => {
  it.each((conditions.cases as Json[]).map((one) => [JSON.stringify(one), one]))('%s', (_, one) => {
    expect(holds(one.tree, (name) => one.answers[name] ?? null)).toBe(one.holds)
  })
})

describe('sync/vectors/drawn.json', () => {
  const registers = drawn.registers as Json as Record<string, Register>
  it.each(Object.entries(registers))('%s', (key, form) => {
    const cases = (drawn.cases as Json[]).filter((one) => one.form === key)
    const made = ({ data }: Json) => [answered(form, data), checkSubmit(form, data), flags(form, data)]
    // As JSON, in which what is undefined is left out.
    const plain = (found: unknown) => JSON.parse(JSON.stringify(found))
    expect(plain(cases.map(made))).toEqual(cases.map((one) => [one.shown, one.faults, one.flags]))
  })
})

describe('sync/vectors/overlay.json', () => {
  it.each(named(part('cases')))('a queue laid over a copy: %s', (_, one) => {
    const before = JSON.stringify(one.copy)
    const over = one.queue.reduce((copy: Copy | null, m: Mutation) => lay(copy, m, one.account), one.copy)
    expect(over).toEqual(one.shown)
    expect(JSON.stringify(one.copy)).toBe(before)
  })

  it.each(named(part('settle')))('an answer: %s', (_, one) => {
    const rows = (name: string) => (one.phone[name] ?? []).map((item: Json) => rowOf(item, one.phone.account))
    const state = {
      account: one.phone.account,
      scopes: one.phone.scopes,
      copies: one.phone.copies,
      outbox: rows('outbox'),
      journal: rows('journal'),
      refused: rows('refused'),
      progress: { cursor: one.phone.cursor, safe: one.phone.safe ?? {} },
    }
    const before = JSON.stringify(state)
    const { progress, ...after }: Json = apply(state, one.answer, one.now)
    for (const [name, told] of Object.entries(one.after)) {
      expect(partOf({ ...progress, ...after }[name], told), name).toEqual(told)
    }
    expect(JSON.stringify(state)).toBe(before)
  })

  it.each(named(part('settle')))('an answer, on disk: %s', async (_, one) => {
    vi.useFakeTimers({ now: new Date(one.now), toFake: ['Date'] })
    try {
      const account = await newPhone(one.phone.account, one.phone.scopes)
      await load(one.phone)
      expect(await takeIn(account, one.phone.cursor, one.answer)).toBeTruthy()
      const after = await dump(one.phone.account)
      for (const [name, told] of Object.entries<Json[string]>(one.after)) {
        // On disk an account's rows lie in the order in which they were made.
        const order = (items: Json[string]) =>
          Array.isArray(items) && items[0]?.mutation ? [...items].sort((a: Item, b: Item) => a.n - b.n) : items
        const wanted = timeless(order(told))
        expect(timeless(partOf(order(after[name]), order(told))), name).toEqual(wanted)
      }
    } finally {
      vi.useRealTimers()
    }
  })

  it.each(named(part('fold')))('an edit joins the outbox: %s', async (_, one) => {
    await newPhone()
    await load({ outbox: one.outbox })
    await write(['outbox', 'journal'], (tx) => enqueue(tx, ME, one.edit))
    expect(partOf((await dump()).outbox, one.outbox_after)).toEqual(one.outbox_after)
  })

  it.each(named(part('batches')))('requests, one after another: %s', async (_, one) => {
    const account = await newPhone()
    await load({ outbox: one.outbox })
    if (one.batch_count)
      await write(['marks'], (tx) => tx.objectStore('marks').put({ batchCount: one.batch_count }, ME))
    const names: string[][] = []
    vi.stubGlobal('fetch', async (_address: string, { body }: RequestInit) => {
      const asked = JSON.parse(await unzipped(body as ArrayBuffer))
      const reply = one.rounds[names.length]
      names.push((asked.mutations ?? []).map(({ id }: Mutation) => id))
      const code = ({ 400: 'malformed', 413: 'too_large' } as Json)[reply.status]
      const answer = { nonce: asked.nonce, cursor: 'c', more: true, outcomes: reply.outcomes }
      return Response.json(code ? { status: reply.status, code } : answer, { status: reply.status ?? 200 })
    })
    for (const _round of one.rounds) await exchangeOnce(account)
    expect(names).toEqual(one.rounds.map((round: Json) => round.names))
    const ids = (items: Item[]) => items.map(({ mutation }) => mutation.id)
    const { refused, outbox } = await dump()
    expect(ids(refused).sort()).toEqual([...one.refused].sort())
    expect(ids(outbox)).toEqual(one.left)
  })

  it.each(named(part('bases')))('an edit names what it had seen: %s', async (_, one) => {
    await newPhone(one.phone.account, one.phone.scopes)
    await load(one.phone)
    await save(one.edit as Edit)
    const made = (await dump(one.phone.account)).outbox
      .slice(one.phone.outbox.length)
      .map((item: Item) => item.mutation)
    expect(made.slice(1).map((m: Mutation) => m.after)).toEqual(made.slice(0, -1).map((m: Mutation) => m.id))
    const own = ({ id, at, do: verb, unit, record, ...rest }: Mutation, told: Json) => {
      const { after, ...others } = rest
      return 'after' in told ? rest : others
    }
    expect(made.map((m: Mutation, at: number) => own(m, one.puts[at] ?? {}))).toEqual(one.puts)
  })
})

describe('sync/vectors/check.json', () => {
  const options = (one: Json) => one.options
  const kind = (name: string) => (check.cases as Json[]).filter((one) => name in one)
  const form = (one: Json) => forms[one.form] as Register

  it.each(named(kind('put')))('a put: %s', (_, one) => {
    const { clean, faults } = checkPut(form(one), one.put, options(one))
    expect(faults).toEqual(one.faults)
    expect(clean).toEqual(one.clean)
    expect(checkPut(form(one), clean)).toEqual({ clean, faults: {} })
  })
  it.each(named(kind('submit')))('a submit: %s', (_, one) => {
    expect(checkSubmit(form(one), one.submit, one.unit)).toEqual(one.faults)
  })
  it.each(named(check.flags))('flags: %s', (_, one) => expect(flags(form(one), one.data)).toEqual(one.flags))
  it.each(named(check.shown))('asked for: %s', (_, one) => {
    expect([...shown(form(one), one.data, one.unit)].sort()).toEqual(one.shown)
  })
  it.each(named(check.computed))('follows from the answers: %s', (_, one) => {
    const seen = answered(form(one), one.data)
    const follows = form(one).fields.filter(({ computed }) => computed)
    expect(Object.fromEntries(follows.flatMap(({ name }) => (name in seen ? [[name, seen[name]]] : [])))).toEqual(
      one.computed,
    )
    expect(points(form(one), seen)).toEqual(one.points)
  })
})

describe('sync/vectors/photos.json', () => {
  const registers = photos.registers as Json as Record<string, Register>
  const kind = (name: string) => (photos.cases as Json[]).filter((one) => name in one)

  it.each(named(kind('put')))('a put: %s', (_, one) => {
    const form = registers[one.form] as Register
    const { clean, faults } = checkPut(form, one.put)
    expect(faults).toEqual(one.faults)
    expect(clean).toEqual(one.clean)
    expect(checkPut(form, clean)).toEqual({ clean, faults: {} })
  })
  it.each(named(kind('submit')))('a submit: %s', (_, one) => {
    expect(checkSubmit(registers[one.form] as Register, one.submit)).toEqual(one.faults)
  })
  it.each(named(photos.laid))('a queue laid over a copy: %s', (_, one) => {
    const before = JSON.stringify(one.copy)
    const over = one.queue.reduce((copy: Copy | null, m: Mutation) => lay(copy, m, one.account), one.copy)
    expect(over).toEqual(one.shown)
    expect(JSON.stringify(one.copy)).toBe(before)
  })
  it('a register that needs what this build lacks takes no records', () => {
    const [form] = Object.values(registers) as [Register]
    expect(needsNewer(form)).toBe(false)
    expect(needsNewer({ ...form, needs: ['photos', 'sound'] })).toBe(true)
  })
})

describe('sync/vectors/folding.json', () => {
  it.each(named(folding.cases))('%s', (_, one) => expect(fold(one.text)).toBe(one.folded))
  it.each(folding.matches)('$query in $text', (one) => expect(matches(one.query, one.text)).toBe(one.matches))
})

describe('sync/vectors/order.json', () => {
  it.each(order.keys)('$text', (one) => expect(sortKey(one.text)).toBe(one.key))
  it.each(order.people)('$person, a person', (one) => expect(personKey(one.person)).toBe(one.key))
  it.each(order.sorted)('sorts $of', ({ of, texts }) => {
    expect(inOrder([...texts].reverse(), (name) => name, of === 'people' ? personKey : sortKey)).toEqual(texts)
  })
})

/** The phone tells its own time with its own offset. */
function timeless(value: Json[string]): Json[string] {
  return JSON.parse(JSON.stringify(value), (name, held) => (name === 'settled' && held ? Date.parse(held) : held))
}

beforeEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})
