/**
 * Puts mutations into the outbox: finds the version on which each is based and the mutation that it follows, and joins
 * those that have not been sent yet.
 */

import { rev } from '../core/overlay'
import type { Json, Lists } from '../core/types/json'
import type { Edit, Item, Mutation, Opened } from '../core/types/mutation'
import type { Copy } from '../core/types/record'
import type { Tx } from './database'
import { onItsWay } from './transaction'

export const EDITS = ['set', 'add', 'remove', 'resolves'] as const
type Parts = Pick<Edit, (typeof EDITS)[number] | 'period'>

/** The fields that a mutation writes, or whose conflict it resolves; the period counts as a field. */
function fields(mutation: Mutation): string[] {
  const named = EDITS.flatMap((part) => Object.keys(mutation[part] ?? {}))
  return mutation.period === undefined ? named : [...named, 'period']
}

/**
 * The versions of a record on which an edit that starts now is based, field by field.
 *
 * For most fields that is the version of `copy`, the server's copy; without one, the base of `latest`, this account's
 * last mutation of the record. A field that one of its `unsettled` mutations writes shows that mutation's value, not
 * the copy's, so an edit of it has the base of that mutation.
 */
export function basesSeen(copy: Copy | undefined, latest: Item | undefined, unsettled: Item[]): Opened {
  const covered: Opened['fields'] = {}
  for (const { mutation } of unsettled) for (const name of fields(mutation)) covered[name] = mutation.base ?? null
  return { base: copy ? copy.version : (latest?.mutation.base ?? null), fields: covered }
}

/**
 * The version of the record on which a verb is based; null for none. For verify, return, approve, reject and delete,
 * which are about the whole record, it is the oldest version that was seen of any field.
 */
export function baseOfVerb(seen: Opened, verb: string): string | null {
  const whole = ['verify', 'return', 'approve', 'reject', 'delete'].includes(verb)
  return whole
    ? Object.values(seen.fields).reduce((least, base) => (rev(base) < rev(least) ? base : least), seen.base)
    : seen.base
}

/**
 * Divides an edit by the version on which each of its fields is based (`seen`), into one put for each version, the
 * oldest first. There is always at least one, even for an empty edit. The puts still lack `id`, `at` and `do`.
 */
export function putsByBase(seen: Opened, edit: Parts): Partial<Mutation>[] {
  const of = (name: string) => (name in seen.fields ? (seen.fields[name] as string | null) : seen.base)
  const bases = new Set(fields(edit as Mutation).map(of))
  if (!bases.size) bases.add(seen.base)
  return [...bases]
    .sort((one, other) => rev(one) - rev(other))
    .map((base) => {
      const put: Partial<Mutation> = base === null ? {} : { base }
      for (const part of EDITS) {
        const of_base = Object.entries(edit[part] ?? {}).filter(([name]) => of(name) === base)
        if (of_base.length) put[part] = Object.fromEntries(of_base)
      }
      if (edit.period !== undefined && of('period') === base) put.period = edit.period
      return put
    })
}

/**
 * The put `edit` joined with `held`, an earlier unsent put of the same record, as one put with the id of `held`; null
 * where they must stay two.
 *
 * They must where their unit, base or register version differ, where only `held` submits, and where `edit` needs
 * another order than that of one put, which sets, then adds, then removes.
 */
export function foldedInto(held: Mutation, edit: Mutation): Mutation | null {
  if (held.do !== 'put' || edit.do !== 'put' || held.unit !== edit.unit || held.base !== edit.base) return null
  if ((held.record ?? held.id) !== edit.record || (edit.form ?? held.form) !== held.form) return null
  if ((held.then && !edit.then) || needsOtherOrder(held, edit)) return null
  const both: Mutation = { ...held, at: edit.at }
  // biome-ignore lint/suspicious/noThenProperty: the contract's name
  if (edit.then) both.then = edit.then
  if (edit.period !== undefined) both.period = edit.period
  both.set = { ...held.set, ...edit.set }
  for (const part of ['add', 'remove', 'resolves'] as const) both[part] = unionOf(held[part] ?? {}, edit[part] ?? {})
  for (const part of EDITS) if (!Object.keys(both[part] ?? {}).length) delete both[part]
  return both
}

function needsOtherOrder(held: Mutation, edit: Mutation): boolean {
  const later = { ...held.add, ...held.remove }
  const meet = (one: Json = {}, other: Json = {}) => Object.keys(other).some((name) => name in one)
  return meet(later, edit.set) || meet(held.remove, edit.add)
}

/** Field → its values in `held`, followed by those in `more` that are not among them. */
export function unionOf(held: Lists, more: Lists): Lists {
  const all: Lists = { ...held }
  for (const [name, values] of Object.entries(more)) {
    const there = new Set((all[name] ?? []).map((value) => JSON.stringify(value)))
    all[name] = [...(all[name] ?? []), ...values.filter((value) => !there.has(JSON.stringify(value)))]
  }
  return all
}

/** A deep copy of a value, with every text in Unicode's NFC and without members that are undefined. */
export function normalized<T>(value: T): T {
  if (typeof value === 'string') return value.normalize() as T
  if (Array.isArray(value)) return value.map(normalized) as T
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, held]) => (held === undefined ? [] : [[name, normalized(held)]])),
  ) as T
}

/**
 * This account's mutations of a record: `unsettled`, those in the outbox, the oldest first; and `latest`, the last of
 * them all, also if settled (undefined if there is none).
 */
export async function history(tx: Tx<'readonly' | 'readwrite'>, account: string, record: string) {
  const key: [string, string] = [account, record]
  const unsettled = await tx.objectStore('outbox').index('record').getAll(key)
  const settled = await tx.objectStore('journal').index('record').openCursor(key, 'prev')
  const latest = [...unsettled, ...(settled ? [settled.value] : [])].sort((one, other) => one.n - other.n).pop()
  return { unsettled, latest }
}

/**
 * Adds a mutation at the end of the outbox and gives its record's id. With `folding` it is joined with the last
 * mutation there instead, where that is unsent and the two can be one. `beside`: members that the new item gets.
 */
export async function enqueue(
  tx: Tx<'readwrite'>,
  account: string,
  mutation: Mutation,
  folding = true,
  beside: Pick<Item, 'held' | 'about'> = {},
): Promise<string> {
  const outbox = tx.objectStore('outbox')
  // What is new is joined with nothing.
  const last = mutation.record && (await outbox.index('account').openCursor(account, 'prev'))?.value
  const both = folding && last && !last.sent && foldedInto(last.mutation, mutation)
  if (both) {
    onItsWay(outbox.put({ ...last, mutation: normalized(both) }))
    return last.record
  }
  const { latest } = mutation.record ? await history(tx, account, mutation.record) : {}
  const record = mutation.record ?? mutation.id
  const chained = latest ? { ...mutation, after: latest.mutation.id } : mutation
  // The database numbers it; its numbers are never used twice.
  onItsWay(outbox.add({ ...beside, account, record, mutation: normalized(chained) } as Item))
  return record
}
