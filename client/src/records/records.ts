/** Reads and writes records on this phone. Screens do both only by these functions. */

import { clock, uuid7 } from '../core/ids'
import type { Json } from '../core/types/json'
import type { Edit, Item, Mutation, Opened } from '../core/types/mutation'
import type { Shown } from '../core/types/record'
import { me } from '../store/accounts'
import { announce, listen } from '../store/announcements'
import { RECORD_STORES, read, StorageFailed, type Tx, write } from '../store/database'
import { endDraft } from '../store/drafts'
import { baseOfVerb, basesSeen, enqueue, history, putsByBase, unionOf } from '../store/outbox'
import { type Filter, find, whole } from './find'
import { one } from './shown'

/**
 * Thrown when the database failed, so that nothing was saved. `text` holds what was typed, so that the person can copy
 * it elsewhere; `full`: the phone has no room left.
 */
export class NotSaved extends Error {
  readonly full: boolean
  constructor(
    readonly text: string,
    cause: unknown,
  ) {
    super('not saved', { cause })
    this.full = cause instanceof StorageFailed && cause.full
  }
}

/**
 * Saves an edit of a record, or without `edit.record` a new record of the register `edit.form`; gives the record's id.
 *
 * Resolves once all is on disk, in the outbox; rejects with NotSaved if the database fails. Fields that the person saw
 * at different versions go into several puts. The refused mutations and the draft that the edit names are ended with
 * it.
 */
export async function save(edit: Edit): Promise<string> {
  const { unit, form, record } = edit
  const given = { unit, ...(form && { form }), ...(record && { record }) }
  return saving(edit, async (tx, account) => {
    const seen = edit.opened ?? (record ? await seenOf(tx, account, record) : { base: null, fields: {} })
    const parts = putsByBase(seen, edit)
    let id = record
    for (const [number, part] of parts.entries()) {
      const mutation: Mutation = { id: uuid7(), at: clock(), do: 'put', ...given, ...(id && { record: id }), ...part }
      // biome-ignore lint/suspicious/noThenProperty: the contract's name
      if (edit.submit && number === parts.length - 1) mutation.then = 'submit'
      id = await enqueue(tx, account, mutation)
    }
    for (const photo of edit.consents ?? []) {
      const consent = { id: uuid7(), at: clock(), do: 'consent', unit, record: id as string, photo, given: true }
      await enqueue(tx, account, consent, false)
    }
    const { mends } = edit
    if (mends) await mended(tx, account, ({ n }) => mends.includes(n))
    if (edit.draft) endDraft(tx, account, edit.draft)
    return id as string
  })
}

type Said = Pick<Mutation, 'text' | 'field' | 'asks' | 'photo' | 'given'>

/**
 * Saves a verb (such as submit, withdraw or comment) on the record with this id, with its text and the field that the
 * text is about, or its photo. If the record is not on this phone, `unit` and `base` (the version seen) must be given.
 *
 * Rejects with NotSaved if the database fails, and with an Error if the record's unit is not known.
 */
export async function act(
  verb: string,
  record: string,
  more: Said & { unit?: string; base?: string } = {},
): Promise<void> {
  await saving({ verb, record, ...more }, async (tx, account) => {
    const seen = await seenOf(tx, account, record)
    const { unit: named, base: saw, ...said } = more
    const unit = named ?? (await one(tx, account, record))?.unit
    if (!unit) throw new Error(`the unit of ${record} is not known here`)
    const base = saw ?? baseOfVerb(seen, verb)
    const mutation: Mutation = { id: uuid7(), at: clock(), do: verb, unit, record, ...(base && { base }), ...said }
    const id = await enqueue(tx, account, mutation, false)
    await dismissRefusedVerbs(tx, account, mutation)
    return id
  })
}

/**
 * The versions of `record` that a form which opens now shows. They go into `Edit.opened` when the form is saved, so
 * that the server sees which changes of others the person had not seen.
 */
export async function openForm(record: string): Promise<Opened> {
  const account = await me()
  return read(RECORD_STORES, (tx) => seenOf(tx, account, record))
}

/** The record with this id as the account in use sees it, unsent changes included; null if this phone has none. */
export async function get(id: string): Promise<Shown | null> {
  const account = await me()
  return read(RECORD_STORES, (tx) => one(tx, account, id))
}

/**
 * The records on this phone that fit the filter, in the order of lists, each read whole: for lists that are short or
 * needed as a whole. `find` gives what is enough to choose and count by.
 */
export const list = async (filter: Filter = {}): Promise<Shown[]> => whole(await find(filter))

/**
 * Calls `callback` after every change of data on this phone, with the ids of the changed records, none where something
 * else has changed; null for many or unknown ones. Returns a function that ends this.
 */
export function watch(callback: (records: string[] | null) => void): () => void {
  return listen((news) => callback(news.records))
}

/**
 * The puts of a record that the server refused, joined into one edit to save again, with the consents that were refused
 * as their photos did not come; null if no put was refused.
 */
export async function mend(record: string): Promise<Edit | null> {
  const refused = (await get(record))?.refused.filter(({ mutation }) => mutation.do === 'put' || mutation.given) ?? []
  const first = refused.find(({ mutation }) => !mutation.given)
  if (!first) return null
  const consents = refused.flatMap(({ mutation }) => mutation.photo ?? [])
  const edit: Edit = { unit: first.mutation.unit, record, mends: refused.map(({ n }) => n), consents }
  for (const { mutation } of refused) {
    Object.assign(edit, only(mutation, ['form', 'period']))
    if (mutation.set) edit.set = { ...edit.set, ...mutation.set }
    for (const part of ['add', 'remove', 'resolves'] as const) {
      if (mutation[part]) edit[part] = unionOf(edit[part] ?? {}, mutation[part])
    }
    if (mutation.then) edit.submit = true
  }
  return edit
}

/** Marks the refused mutations of a record as dismissed: they stay on the phone, but are shown no more. */
export async function dismiss(record: string): Promise<void> {
  await saving({ record }, async (tx, account) => {
    await mended(tx, account, (item) => item.record === record)
    return record
  })
}

async function saving(what: Json, job: (tx: Tx<'readwrite'>, account: string) => Promise<string>): Promise<string> {
  const account = await me()
  const record = await write([...RECORD_STORES, 'drafts'], (tx) => job(tx, account)).catch((error) => {
    throw error instanceof StorageFailed ? new NotSaved(JSON.stringify(what, null, 1), error) : error
  })
  announce({ account, records: [record], saved: true })
  return record
}

/** The versions that this phone shows of a record: what whoever acts on it now has seen. */
export async function seenOf(tx: Tx<'readonly' | 'readwrite'>, account: string, record: string): Promise<Opened> {
  const copy = await tx.objectStore('copies').get([account, record])
  const { unsettled, latest } = await history(tx, account, record)
  return basesSeen(copy, latest, unsettled)
}

/** Verbs that go beside the way of a record, and do not move it. */
const BESIDE = ['comment', 'consent']

/**
 * Marks earlier refused verbs on the record of a new verb as dismissed, in the transaction that saves the new one. A
 * comment or a consent dismisses nothing and is not dismissed; refused puts stay shown.
 */
export async function dismissRefusedVerbs(
  tx: Tx<'readwrite'>,
  account: string,
  { do: verb, record }: Mutation,
): Promise<void> {
  const of = (item: Item) => item.record === record && item.mutation.do !== 'put' && !BESIDE.includes(item.mutation.do)
  if (!BESIDE.includes(verb)) await mended(tx, account, of)
}

async function mended(tx: Tx<'readwrite'>, account: string, which: (item: Item) => boolean): Promise<void> {
  const store = tx.objectStore('refused')
  for (const item of await store.index('account').getAll(account)) {
    if (which(item) && !item.mended) await store.put({ ...item, mended: clock() })
  }
}

function only(mutation: Mutation, names: (keyof Mutation)[]): Json {
  return Object.fromEntries(names.flatMap((name) => (mutation[name] === undefined ? [] : [[name, mutation[name]]])))
}
