/**
 * Applies an answer of the server to what a phone holds, without touching the database: it makes a new state beside the
 * old one. Same rules as sync/phone/answer.py.
 */

import { lay, rev } from '../core/overlay'
import type { Answer, Progress } from '../core/types/exchange'
import type { Item, Outcome } from '../core/types/mutation'
import type { Copy } from '../core/types/record'

/**
 * What a phone holds of an account. `copies`: record's id → the server's copy; those that the answer touches suffice.
 * `journal` may be empty but once a day, when old entries are deleted, and where the answer resets a history.
 */
export interface State {
  account: string
  /** Ids of the units in which the account has a role. */
  scopes: string[]
  copies: Record<string, Copy>
  outbox: Item[]
  journal: Item[]
  refused: Item[]
  progress: Progress
}
type Outcomes = Record<string, Outcome>

/** Refusals after which a leader of the unit may still take the mutation in. */
const FOR_LEADER = ['moved', 'unknown_form']

/** Milliseconds for which every entry of the journal is kept at least, from when it was settled. */
const KEPT = 30 * 24 * 60 * 60 * 1000

/** Checks that an answer has the shape of one of the server's, before anything is changed. Throws TypeError if not. */
export function inspect(answer: Answer): void {
  const { gone, want, changes, now } = answer
  // Before a password is chosen no cursor is given where none was sent; what has not even a time is no answer.
  const cursor = answer.cursor ?? (now && '')
  const lists = [gone, want, changes].every((list) => !list || Array.isArray(list))
  const texts = lists && [cursor, ...(gone ?? []), ...(want ?? [])].every((text) => typeof text === 'string')
  if (!texts || !(changes ?? []).every(isRecord)) throw new TypeError('not an answer')
  for (const { version, refused } of Object.values(answer.outcomes ?? {})) {
    rev(version)
    if (refused && !refused.code) throw new TypeError('a refusal has a code')
  }
}

function isRecord(copy: Copy): boolean {
  const texts = [copy.id, copy.unit, copy.version, copy.status].every((text) => typeof text === 'string')
  return texts && rev(copy.version) > 0 && !!copy.data && typeof copy.data === 'object'
}

/**
 * The state of the phone once `answer` has been applied to `state`, which is not changed. `now` is the phone's own time
 * as ISO text. Throws TypeError if the answer has not the shape of one of the server's.
 */
export function apply(state: State, answer: Answer, now: string): State {
  inspect(answer)
  const outcomes = answer.outcomes ?? {}
  const gone = new Set(answer.gone ?? [])
  let next = answer.reset ? restarted(state, answer.reset) : state
  next = { ...next, copies: updated(next, answer.changes ?? [], outcomes, gone) }
  next = settle(next, outcomes, gone, answer.more === false, now)
  const progress = { ...next.progress, want: answer.want ?? [] }
  if (answer.cursor !== undefined) progress.cursor = answer.cursor
  progress.safe = { ...progress.safe, ...answer.safe }
  if (answer.catalog) progress.catalog = answer.catalog
  if (answer.reminders) progress.reminders = [...answer.reminders, ...(progress.reminders ?? [])].slice(0, 99)
  return { ...next, progress, journal: next.journal.filter((item) => needed(item, progress, now)) }
}

/**
 * The state without copies of the scopes in `reset`. Where a history is lost, all that was done there goes back in
 * front, and what was done in scopes that are not own: a restore takes an officer's decisions back too, and no cursor
 * tells. With it goes what a leader was to take in or refuse, or no leader would find it, and what was refused and is
 * followed by any of this.
 */
function restarted(state: State, reset: Record<string, string>): State {
  const copies = Object.fromEntries(Object.entries(state.copies).filter(([, copy]) => !(copy.unit in reset)))
  const lost = Object.keys(reset).filter((scope) => reset[scope] === 'history')
  if (!lost.length) return { ...state, copies }
  const isLost = ({ mutation }: Item) => lost.includes(mutation.unit) || !state.scopes.includes(mutation.unit)
  const mine = [...state.journal, ...state.outbox].filter(isLost)
  const back = sentAgain(state.refused.filter(isLost), mine)
  const again = [...back, ...mine].sort((one, other) => one.n - other.n)
  return {
    ...state,
    copies,
    outbox: [...again.map(anew), ...state.outbox.filter((item) => !isLost(item))],
    journal: state.journal.filter((item) => !isLost(item)),
    refused: state.refused.filter((item) => !back.includes(item)),
  }
}

/** The item as it is sent to a restored server. */
function anew(item: Item): Item {
  const before = item.outcome?.version ?? item.before
  return { ...item, outcome: null, settled: null, ...(before && { before }) }
}

/**
 * Those of refused mutations that go to a restored server again, with `mine`, which it is sent anyhow: what waits for a
 * leader, and what follows it; and what any of these or of `mine` comes after, as the server waits for that.
 */
function sentAgain(refused: Item[], mine: Item[]): Item[] {
  const alone = refused.filter(({ outcome }) => !outcome?.version).sort((one, other) => one.n - other.n)
  const again = new Set<Item>()
  const ids = new Set<string | undefined>()
  for (const item of alone) {
    const { id, after } = item.mutation
    if (FOR_LEADER.includes(item.outcome?.refused?.code ?? '') || (after && ids.has(after))) {
      again.add(item)
      ids.add(id)
    }
  }
  const before = new Set([...mine, ...again].map(({ mutation }) => mutation.after))
  for (const item of alone.reverse()) {
    if (!before.has(item.mutation.id)) continue
    again.add(item)
    before.add(item.mutation.after)
  }
  return [...again]
}

function updated(state: State, changes: Copy[], outcomes: Outcomes, gone: Set<string>): Record<string, Copy> {
  const copies = { ...state.copies }
  for (const copy of changes) copies[copy.id] = copy
  for (const id of gone) delete copies[id]
  const outcome = new Set([...changes.map((copy) => copy.id), ...gone])
  const mine = state.outbox
    .filter(
      ({ mutation, record }) => outcomes[mutation.id]?.status && outcomes[mutation.id]?.version && !outcome.has(record),
    )
    .map((item): [number, Item] => [rev(outcomes[item.mutation.id]?.version), item])
  for (const [at, { mutation, record }] of mine.sort(([one], [other]) => one - other)) {
    const copy = copies[record] ?? null
    const laid = at > rev(copy?.version) && lay(copy, mutation, state.account)
    const { version, status, period } = outcomes[mutation.id] as Outcome
    if (laid)
      copies[record] = { ...laid, version: version as string, status: status as string, ...(period && { period }) }
  }
  return copies
}

function settle(state: State, outcomes: Outcomes, gone: Set<string>, allRead: boolean, now: string): State {
  const outbox: Item[] = []
  const journal = [...state.journal]
  const refused = [...state.refused]
  for (const was of state.outbox) {
    const outcome = outcomes[was.mutation.id]
    if (!outcome) {
      outbox.push(was)
      continue
    }
    const item = { ...was, outcome: lasting(outcome) }
    if (outcome.refused && !refused.some(({ mutation }) => mutation.id === item.mutation.id)) {
      refused.push({ ...item, settled: now })
    }
    if (item.outcome?.version) {
      const settled = isSettled(state, item, gone, allRead)
      ;(settled ? journal : outbox).push({ ...item, settled: settled ? now : null })
    } else if (!outcome.refused) {
      outbox.push(item)
    }
  }
  return { ...state, outbox, journal, refused }
}

/** The part of an outcome that is stored with its mutation; null if the server has lost the mutation. */
function lasting(outcome: Outcome): Outcome | null {
  const { status, period, ...kept } = outcome
  return outcome.unknown ? null : kept
}

/** `allRead`: the answer was the last of its pages. Without a copy after it, this view does not show the record. */
function isSettled(state: State, item: Item, gone: Set<string>, allRead: boolean): boolean {
  if (gone.has(item.record)) return true
  const copy = state.copies[item.record]
  if (!copy) return allRead || !state.scopes.includes(item.mutation.unit)
  return rev(copy.version) >= rev(item.outcome?.version)
}

function needed(item: Item, progress: Progress, now: string): boolean {
  const safe = progress.safe?.[item.mutation.unit] ?? 0
  return rev(item.outcome?.version) > safe || Date.parse(item.settled as string) > Date.parse(now) - KEPT
}
