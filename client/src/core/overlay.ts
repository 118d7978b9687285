/**
 * Shows a mutation of this phone's before the server has answered it, by applying it to the server's copy of the
 * record. Edits of other people are not merged in: the server does that.
 */

import type { Json, Lists } from './types/json'
import type { Mutation } from './types/mutation'
import type { Copy } from './types/record'

const SUBMIT: Record<string, string> = { draft: 'submitted', returned: 'submitted' }
const RECALLED: Record<string, string> = { verified: 'submitted', rejected: 'submitted' }
/** Verb → { status before: status after }; a record in any other status keeps it. */
const LANDS: Record<string, Record<string, string>> = {
  submit: SUBMIT,
  put: RECALLED,
  withdraw: { submitted: 'draft' },
  verify: { submitted: 'verified' },
  return: { submitted: 'returned', verified: 'returned' },
  approve: { submitted: 'approved', verified: 'approved' },
  reject: { verified: 'rejected', submitted: 'rejected' },
  reopen: { approved: 'verified', rejected: 'submitted' },
  delete: { draft: 'deleted', submitted: 'deleted', returned: 'deleted', verified: 'deleted', rejected: 'deleted' },
  // Or submitted: only the server knows whether it ever was.
  restore: { deleted: 'draft' },
}

/**
 * The number at the start of a version such as "12.9f3a", by which versions are ordered; 0 for null and undefined.
 * Throws TypeError for any other text.
 */
export function rev(version: string | null | undefined): number {
  if (version === null || version === undefined) return 0
  const found = /^(\d{1,16})\./.exec(version)
  if (!found) throw new TypeError('not a version')
  return Number(found[1])
}

/**
 * The record as it will look once `mutation`, made by `account`, is applied: a new copy; `copy` itself is not changed.
 *
 * Without a copy (null) a put gives a record of the values that it writes, whose `form` and `author` are null unless
 * the put names a form; any other verb gives null.
 */
export function lay(copy: Copy | null, mutation: Mutation, account: string): Copy | null {
  if (mutation.do !== 'put') return copy && acted(copy, mutation, account)
  const before = copy ?? blank(mutation, account)
  let status = land('put', before.status)
  if (mutation.then === 'submit') status = land('submit', status)
  return {
    ...before,
    data: written(before.data, mutation),
    conflicts: open(before.conflicts ?? {}, mutation.resolves ?? {}),
    ...(before.wrote && { wrote: without(before.wrote, mutation.set) }),
    form: newer(mutation.form, before.form) ? (mutation.form as string) : before.form,
    period: mutation.period ?? before.period,
    status,
  }
}

function blank(mutation: Mutation, account: string): Copy {
  return {
    id: mutation.record ?? mutation.id,
    unit: mutation.unit,
    form: mutation.form ?? null,
    author: mutation.form ? account : null,
    period: null,
    version: null,
    status: 'draft',
    data: {},
    conflicts: {},
    thread: [],
    flags: [],
  }
}

function written(held: Json, mutation: Mutation): Json {
  const data = { ...held }
  for (const [name, value] of Object.entries(mutation.set ?? {})) {
    data[name] = value
    if (value === null) delete data[name]
  }
  for (const [name, values] of Object.entries(mutation.add ?? {})) {
    for (const value of values) {
      const list: Lists[string] = data[name] ?? []
      if (!list.map(keyOf).includes(keyOf(value))) data[name] = [...list, value]
    }
  }
  for (const [name, values] of Object.entries(mutation.remove ?? {})) {
    const away = values.map(keyOf)
    if (name in data) data[name] = (data[name] as Lists[string]).filter((value) => !away.includes(keyOf(value)))
  }
  return data
}

/** What identifies a value within a list: a photo's SHA-256, for any other value the value itself. */
export const keyOf = (value: Json[string]) => value?.sha256 ?? value

function open(conflicts: Copy['conflicts'], resolves: Record<string, string[]>): Copy['conflicts'] {
  const left: Copy['conflicts'] = {}
  for (const [name, kept] of Object.entries(conflicts)) {
    const still = Object.entries(kept).filter(([id]) => !resolves[name]?.includes(id))
    if (still.length) left[name] = Object.fromEntries(still)
  }
  return left
}

/** Field → who wrote its value, without the fields that the mutation sets: their values are no longer that person's. */
const without = (wrote: NonNullable<Copy['wrote']>, set: Json = {}) =>
  Object.fromEntries(Object.entries(wrote).filter(([name]) => !(name in set)))

const edition = (form: string) => Number(form.slice(form.lastIndexOf('@') + 1))
const newer = (form: string | undefined, held: string | null) => !!form && (!held || edition(form) > edition(held))
const land = (verb: string, status: string) => LANDS[verb]?.[status] ?? status

function acted(copy: Copy, mutation: Mutation, account: string): Copy {
  const shown = { ...copy, status: land(mutation.do, copy.status) }
  const { id, at, do: verb, text, field, asks, photo, given } = mutation
  if (photo) return { ...shown, consents: { ...copy.consents, [photo]: { given: !!given, by: account, at } } }
  if (!text) return shown
  const said = { id, at, do: verb, text, ...(field && { field }), ...(asks && { asks }), by: account }
  shown.thread = [...(copy.thread ?? []), said]
  return shown
}
