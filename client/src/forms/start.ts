import { who } from '../account/who'
import { uuid7 } from '../core/ids'
import { formOf } from '../core/registers'
import type { Period } from '../core/types/catalog'
import type { Json } from '../core/types/json'
import type { Opened } from '../core/types/mutation'
import type { Shown, Summary } from '../core/types/record'
import type { Field, Register } from '../core/types/register'
import { atHand, register as registerOf } from '../records/catalog'
import { periodIsClosed } from '../records/closed'
import { find, whole } from '../records/find'
import { get, mend, openForm } from '../records/records'
import { today } from '../text/format'
import { without } from './edit'

/**
 * What a form starts from: the draft's key, the unit, the register's `form` ("key@2") and the answers. All of it is
 * stored with the draft, so that the form goes on where it was after the page is killed.
 */
export interface Start {
  key: string
  unit: string
  form: string
  /** The answers that the record had when the form opened (`before`), and those to be shown (`values`). */
  before: Json
  values: Json
  record?: string
  opened?: Opened
  /**
   * Numbers of the refused mutations that this edit replaces. `creates`: the server does not have the record yet, so
   * that saving must create it.
   */
  mends?: number[] | undefined
  /** Hashes of the photos of this form to which those who are seen agreed; the field of photos changes them. */
  consents?: string[] | undefined
  creates?: boolean
  period?: string | undefined
  focus?: string
  /** The field for which the camera was opened; its picture may not have come back. */
  awaits?: string | undefined
  /** When somebody last typed into the form; absent or '' where it does not start from a draft. */
  at?: string
}

/** A key for the draft of a form that opens: of this unit and register or record, and of this opening alone. */
const newKey = (unit: string, of: string) => `${unit}:${of}:${uuid7()}`

/** The id of the first unit in which a role of the account may write records of a register; undefined if none may. */
export const unitFor = (register: Register) => who().roles.find(({ role }) => register.by.includes(role))?.unit

/** What a new form, or a new row, begins with before anybody has typed. */
export const defaults = (fields: Field[] = []): Json =>
  Object.fromEntries(
    fields
      .filter((field) => field.default !== undefined && !field.retired)
      .map((field) => [field.name, field.type === 'date' && field.default === 'today' ? today() : field.default]),
  )

/** A row of a field that nobody has filled in yet. */
export const newRow = ({ fields }: Field): Json => ({ id: uuid7(), ...defaults(fields) })

/**
 * What the form of a new record of a register starts from: only today's day and the present period. `key`: of its draft,
 * where it has one already. Null if the account may not write records of the register.
 */
export function startNew(register: Register, given?: string): Start | null {
  const unit = unitFor(register)
  if (!unit) return null
  const key = given ?? newKey(unit, register.key)
  const values: Json = {
    ...defaults(register.fields),
    ...(register.period_from && { [register.period_from]: today() }),
  }
  return { key, unit, form: formOf(register), before: {}, values, creates: true, period: periodNow(register), at: '' }
}

/**
 * What the form to edit the record `id` starts from: the record's answers, with those of its refused puts filled in
 * again. `key`: of its draft, where it has one already. Null if the phone does not have the record or its register.
 */
export async function startEdit(id: string, key?: string): Promise<Start | null> {
  const record = await get(id)
  const register = record && registerOf(record.form)
  if (!record || !register) return null
  const again = record.refused.length ? await mend(id) : null
  const creates = record.local && !record.pending
  return {
    key: key ?? newKey(record.unit, id),
    unit: record.unit,
    form: again?.form ?? formOf(register),
    record: id,
    before: creates ? {} : record.data,
    values: again ? restated(record, again) : record.data,
    opened: await openForm(id),
    creates,
    mends: again?.mends,
    consents: again?.consents,
    period: again?.period,
  }
}

function restated(record: Shown, again: Pick<Start, 'mends'> & { set?: Json; add?: Json; remove?: Json }): Json {
  const values: Json = { ...record.data, ...again.set }
  for (const [name, some] of Object.entries(again.add ?? {})) {
    values[name] = [...(values[name] ?? []), ...without(some, values[name] ?? [])]
  }
  for (const [name, some] of Object.entries(again.remove ?? {})) {
    values[name] = without(values[name] ?? [], some)
  }
  return values
}

/**
 * The record of a register that the account itself wrote last, by its day, to be copied from; null if there is none.
 */
export async function lastOf(register: Register): Promise<Shown | null> {
  const mine = await find({ registers: [register.key], author: who().id })
  const stamp = ({ day, id }: Summary) => day || id
  const there = mine.filter(({ status }) => status !== 'deleted')
  const last = there.reduce((last: Summary | null, one) => (!last || stamp(one) > stamp(last) ? one : last), null)
  return last && ((await whole([last]))[0] ?? null)
}

/**
 * Key of the period that a new record gets: the open one that contains today, else the last open one. Undefined where
 * the period follows from an answered day, and for registers of events.
 */
function periodNow(register: Register): string | undefined {
  if (register.period_from || register.period === 'event') return undefined
  const fits = openPeriods(register)
  const day = today()
  return (fits.find(({ starts, ends }) => starts <= day && day <= ends) ?? fits[fits.length - 1])?.key
}

/** The periods of a register that still take new records of this account. */
export function openPeriods(register: Register): Period[] {
  const unit = unitFor(register) ?? ''
  return (atHand()?.periods ?? []).filter(
    ({ key, kind }) => kind === register.period && !periodIsClosed(unit, register.key, key),
  )
}
