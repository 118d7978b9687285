/** A server of one scope in memory, after protocol.md, for one account of its own and one stranger; and a bad line to it. */

import { rev } from '../src/core/overlay'
import type { Json } from '../src/core/types/json'
import type { Mutation, Outcome } from '../src/core/types/mutation'
import type { Alternative, Copy } from '../src/core/types/record'
import { ME, UNIT } from './phone'

export const STRANGER = '0190bbbb-0000-7000-8000-00000000000b'
export const FAULTS = ['none', 'lost request', 'lost answer', 'timeout', 'portal', 'cut', 'twice', 'late'] as const
export type Fault = (typeof FAULTS)[number]
type Entry = { by: string; mutation: Mutation; outcome: Outcome }

/** `limit`: more mutations in a request are too large. A `note` of "bad" is invalid, "poison" spoils its whole request. */
export class Server {
  log: Entry[] = []
  refused = new Map<string, Outcome>()
  copies = new Map<string, Copy & { writers: Record<string, { rev: number; id: string }> }>()
  fork = 0
  requests: Json[] = []
  page = 3
  limit = 500

  /** A version names a whole history: a hash over the log's ids. */
  version(at: number): string {
    let hash = 2166136261
    for (const { mutation } of this.log.slice(0, at)) {
      for (const letter of mutation.id) hash = Math.imul(hash ^ letter.charCodeAt(0), 16777619)
    }
    return `${at}.${(hash >>> 0).toString(36).padStart(8, '0')}`
  }

  private stands = (version: string) => rev(version) <= this.log.length && this.version(rev(version)) === version

  exchange(body: Json): Json {
    const cursor = body.cursor ?? this.version(0)
    if (!this.stands(cursor)) {
      return { nonce: body.nonce, reset: { [UNIT]: 'history' }, cursor: this.version(0), more: true }
    }
    const outcomes: Record<string, Outcome> = {}
    for (const m of (body.mutations ?? []) as Mutation[]) outcomes[m.id] = this.take(m, ME)
    const confirmed = Object.values<string[]>(body.confirm ?? {}).flat()
    for (const id of confirmed) outcomes[id] = this.known(id, ME) ?? { unknown: true }
    return { nonce: body.nonce, now: new Date().toISOString(), outcomes, ...this.news(rev(cursor), outcomes) }
  }

  private news(from: number, outcomes: Record<string, Outcome>): Json {
    const named = (id: string) => id in outcomes
    const above = [...this.copies.values()].filter((copy) => rev(copy.version) > from)
    const page = above.sort((a, b) => rev(a.version) - rev(b.version)).slice(0, this.page)
    const more = above.length > page.length
    const changes: Copy[] = []
    for (const { writers, ...copy } of page) {
      const entries = this.log.slice(from).filter(({ mutation: m }) => (m.record ?? m.id) === copy.id)
      const plain = entries.every(({ mutation: m, outcome, by }) => by === ME && named(m.id) && !outcome.conflicts)
      if (!plain) changes.push(structuredClone(copy))
      else for (const { mutation } of entries) outcomes[mutation.id] = { ...outcomes[mutation.id], status: copy.status }
    }
    const to = more ? rev(page[page.length - 1]?.version) : this.log.length
    return { changes, more, cursor: this.version(to), safe: { [UNIT]: 0 } }
  }

  private known(id: string, by: string): Outcome | undefined {
    const found = this.log.find((entry) => entry.mutation.id === id && entry.by === by)
    return found ? { ...found.outcome } : this.refused.get(id)
  }

  /** Apply a mutation once. */
  take(m: Mutation, by: string): Outcome {
    const known = this.known(m.id, by)
    if (known) return known
    const record = m.record ?? m.id
    const held = this.copies.get(record)
    if (!held && !m.form && m.base && !this.stands(m.base)) return { wait: true }
    if (m.set?.note === 'bad' || (!held && !m.form)) {
      const told = { refused: { code: held || m.form ? 'invalid' : 'unknown_record' } }
      this.refused.set(m.id, told)
      return told
    }
    const empty = { data: {}, conflicts: {}, thread: [], flags: [], writers: {}, status: 'draft', period: null }
    const copy = held ?? { ...empty, id: record, unit: UNIT, form: m.form ?? null, author: by, version: null }
    this.copies.set(record, copy)
    const outcome: Outcome = {}
    this.log.push({ by, mutation: m, outcome })
    const conflicts = this.put(copy, m, by, this.log.length)
    copy.version = outcome.version = this.version(this.log.length)
    if (m.then) copy.status = 'submitted'
    if (conflicts.length) outcome.conflicts = conflicts
    return { ...outcome }
  }

  private put(copy: Copy & { writers: Json }, m: Mutation, by: string, at: number): string[] {
    const chain = this.chain(m, by)
    const seen = !m.base || this.stands(m.base) ? rev(m.base) : Math.min(rev(m.base), this.fork)
    return Object.entries(m.set ?? {})
      .filter(([name, value]) => {
        const kept: Record<string, Alternative> = copy.conflicts[name] ?? {}
        for (const id of chain) delete kept[id]
        if (!Object.keys(kept).length) delete copy.conflicts[name]
        const writer = copy.writers[name]
        if ((copy.data[name] ?? null) === value) return false
        if (writer && writer.rev > seen && !chain.has(writer.id)) {
          copy.conflicts[name] = { ...kept, [m.id]: { value, by, at: m.at } }
          return true
        }
        copy.data[name] = value
        copy.writers[name] = { rev: at, id: m.id }
        return false
      })
      .map(([name]) => name)
  }

  private chain(m: Mutation, by: string): Set<string> {
    const chain = new Set<string>()
    for (let id = m.after; id && !chain.has(id); ) {
      chain.add(id)
      id = this.log.find((entry) => entry.mutation.id === id && entry.by === by)?.mutation.after
    }
    return chain
  }

  /** Lose everything after `rev`, as from a backup. */
  restore(to: number): void {
    const kept = this.log.slice(0, to)
    Object.assign(this, { log: [], copies: new Map(), refused: new Map(), fork: kept.length })
    for (const { mutation, by } of kept) this.take(mutation, by)
  }
}

/** A `fetch` that reaches `server`; `next` names what happens to the coming request. */
export class Line {
  next: Fault = 'none'
  late: Json[] = []
  constructor(readonly server: Server) {}

  fetch = async (_path: string, init: RequestInit): Promise<Response> => {
    const fault = this.next
    this.next = 'none'
    const body = JSON.parse(await unzipped(init.body as ArrayBuffer))
    this.server.requests.push(body)
    if (fault === 'lost request') throw new TypeError('network')
    if (fault === 'portal') return new Response('<html>Wi-Fi</html>')
    if (fault === 'late') this.late.push(body)
    if (fault === 'late' || fault === 'timeout') throw new TypeError('network')
    const notes = (body.mutations ?? []).map((m: Mutation) => m.set?.note)
    if (notes.length > this.server.limit) return problem(413, 'too_large')
    if (notes.includes('poison')) return problem(400, 'malformed')
    let answer = JSON.stringify(this.server.exchange(body))
    if (fault === 'twice') answer = JSON.stringify(this.server.exchange(body))
    if (fault === 'lost answer') throw new TypeError('network')
    return new Response(fault === 'cut' ? answer.slice(0, -7) : answer)
  }

  /** What was under way all the time arrives, and nobody hears the answer. */
  arrive(): void {
    for (const body of this.late.splice(0)) this.server.exchange(body)
  }
}

const problem = (status: number, code: string) =>
  new Response(JSON.stringify({ code, detail: code, status }), { status })

const unzipped = (body: ArrayBuffer) =>
  new Response(new Blob([body]).stream().pipeThrough(new DecompressionStream('gzip'))).text()
