/**
 * Putting mutations into the outbox: which base they name, what they follow, and joining those that were not sent
 * yet.
 */

import { rev } from '../core/overlay'
import type { Json, Lists } from '../core/types/json'
import type { Edit, Item, Mutation, Opened } from '../core/types/mutation'
import type { Copy } from '../core/types/record'
import type { Tx } from './database'

export const EDITS = ['set', 'add', 'remove', 'resolves'] as const
type Parts = Pick<Edit, (typeof EDITS)[number] | 'period'>

/** The fields that a mutation writes, or whose conflict it resolves; the period counts as a field. */
function fields(mutation: Mutation): string[] {
  const named = EDITS.flatMap((part) => Object.keys(mutation[part] ?? {}))
  return mutation.period === undefined ? named : [...named, 'period']
}

/**
 * The versions that an edit starting now is based on.
 *
 * A field with an own unsettled mutation shows that mutation's value, not the copy's: whoever edits it has seen no
 * more than that mutation had. Where there is no copy, the base of the latest own mutation counts.
 */
export function basesSeen(copy: Copy | undefined, latest: Item | undefined, unsettled: Item[]): Opened {
  const covered: Opened['fields'] = {}
  for (const { mutation } of unsettled) for (const name of fields(mutation)) covered[name] = mutation.base ?? null
  return { base: copy ? copy.version : (latest?.mutation.base ?? null), fields: covered }
}

/**
 * The version that a verb is based on; for one that reviews the whole record, the oldest that was seen of any field.
 */
export function baseOfVerb(seen: Opened, verb: string): string | null {
  const whole = ['verify', 'return', 'approve', 'reject', 'delete'].includes(verb)
  return whole
    ? Object.values(seen.fields).reduce((least, base) => (rev(base) < rev(least) ? base : least), seen.base)
    : seen.base
}

/** Divides an edit into one put for each base, the oldest first. There is always one, even for an empty edit. */
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
 * Two puts as one, or null where they must stay two.
 *
 * One put sets, then adds, then removes: an edit that needs another order stays apart. So does one without submit
 * after one with it, and one of another version of the register.
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

/** Field → the values of both lists, each once. */
export function unionOf(held: Lists, more: Lists): Lists {
  const all: Lists = { ...held }
  for (const [name, values] of Object.entries(more)) {
    const there = new Set((all[name] ?? []).map((value) => JSON.stringify(value)))
    all[name] = [...(all[name] ?? []), ...values.filter((value) => !there.has(JSON.stringify(value)))]
  }
  return all
}

/** A copy of a value that shares nothing with the original, with every text in NFC. */
export function normalized<T>(value: T): T {
  if (typeof value === 'string') return value.normalize() as T
  if (Array.isArray(value)) return value.map(normalized) as T
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, held]) => (held === undefined ? [] : [[name, normalized(held)]])),
  ) as T
}

/** The own mutations on a record: those unsettled in order, and the latest of all. */
export async function history(tx: Tx<'readonly' | 'readwrite'>, account: string, record: string) {
  const key: [string, string] = [account, record]
  const unsettled = await tx.objectStore('outbox').index('record').getAll(key)
  const settled = await tx.objectStore('journal').index('record').openCursor(key, 'prev')
  const latest = [...unsettled, ...(settled ? [settled.value] : [])].sort((one, other) => one.n - other.n).pop()
  return { unsettled, latest }
}

/**
 * Puts a mutation last into the outbox, or joins it with the one before if that was not sent yet. Gives the record's
 * id.
 */
export async function enqueue(
  tx: Tx<'readwrite'>,
  account: string,
  mutation: Mutation,
  folding = true,
  beside: Pick<Item, 'held' | 'about'> = {},
): Promise<string> {
  const outbox = tx.objectStore('outbox')
  const last = (await outbox.index('account').openCursor(account, 'prev'))?.value
  const both = folding && last && !last.sent && foldedInto(last.mutation, mutation)
  if (both) {
    await outbox.put({ ...last, mutation: normalized(both) })
    return last.record
  }
  const { latest } = mutation.record ? await history(tx, account, mutation.record) : {}
  const record = mutation.record ?? mutation.id
  const chained = latest ? { ...mutation, after: latest.mutation.id } : mutation
  // The database numbers it; its numbers are never used twice.
  await outbox.add({ ...beside, account, record, mutation: normalized(chained) } as Item)
  return record
}
