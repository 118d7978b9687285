import { who } from '../account/who'
import { formOf } from '../core/registers'
import type { Period } from '../core/types/catalog'
import type { Json } from '../core/types/json'
import type { Opened } from '../core/types/mutation'
import type { Shown } from '../core/types/record'
import type { Register } from '../core/types/register'
import { atHand, register as registerOf } from '../records/catalog'
import { get, list, mend, openForm } from '../records/records'
import { getDraft } from '../store/drafts'
import { today } from '../text/format'

/** What a form starts from. Its draft keeps all of this, so that a page that was killed goes on where it was. */
export interface Start {
  key: string
  unit: string
  form: string
  /** What the record held when the form opened, and what is typed now. */
  before: Json
  values: Json
  record?: string
  opened?: Opened
  /**
   * Numbers of the refused mutations that this edit replaces. `creates`: the record has to be created, perhaps again.
   */
  mends?: number[]
  creates?: boolean
  period?: string | undefined
  focus?: string
  /** When somebody last typed into it; only of a draft that is taken up again. */
  at?: string
}

export const newKey = (register: Register, practice = false) => `${practice ? 'practice' : 'new'}:${register.key}`

/** The unit in which the account may write a register, or undefined. */
export const unitFor = (register: Register) => who().roles.find(({ role }) => register.by.includes(role))?.unit

/**
 * The start of a new record: its draft, else today's day and the present period. Null if the account may not write
 * it.
 */
export async function startNew(register: Register, practice = false): Promise<Start | null> {
  const key = newKey(register, practice)
  const unit = unitFor(register)
  if (!unit) return null
  const kept = (await getDraft(key)) as Start | null
  if (kept?.values && kept.unit === unit) return { ...kept, form: formOf(register) }
  const values: Json = register.period_from ? { [register.period_from]: today() } : {}
  return { key, unit, form: formOf(register), before: {}, values, creates: true, period: periodNow(register), at: '' }
}

/**
 * The start of an edit: its draft, else the record with what was refused of it filled in again. Null if it is not
 * here.
 */
export async function startEdit(id: string): Promise<Start | null> {
  const kept = (await getDraft(id)) as Start | null
  if (kept?.values) return kept
  const record = await get(id)
  const register = record && registerOf(record.form)
  if (!record || !register) return null
  const again = record.refused.length ? await mend(id) : null
  const creates = record.local && !record.pending
  const start: Start = {
    key: id,
    unit: record.unit,
    form: again?.form ?? formOf(register),
    record: id,
    before: creates ? {} : record.data,
    values: again ? restated(record, again) : record.data,
    opened: await openForm(id),
    creates,
  }
  if (again?.mends) start.mends = again.mends
  if (again?.period) start.period = again.period
  return start
}

function restated(record: Shown, again: Pick<Start, 'mends'> & { set?: Json; add?: Json; remove?: Json }): Json {
  const values: Json = { ...record.data, ...again.set }
  for (const [name, some] of Object.entries(again.add ?? {})) {
    values[name] = [...new Set([...(values[name] ?? []), ...some])]
  }
  for (const [name, some] of Object.entries(again.remove ?? {})) {
    values[name] = (values[name] ?? []).filter((one: unknown) => !some.includes(one))
  }
  return values
}

/** The account's own latest record of a register, to be copied from. */
export async function lastOf(register: Register): Promise<Shown | null> {
  const mine = await list({ register: register.key, author: who().id })
  const stamp = (record: Shown) => (register.period_from && record.data[register.period_from]) || record.id
  const there = mine.filter((record) => record.status !== 'deleted')
  return there.reduce((last: Shown | null, one) => (!last || stamp(one) > stamp(last) ? one : last), null)
}

/** The period that a new record gets, in registers where no day tells it. */
function periodNow(register: Register): string | undefined {
  if (register.period_from || register.period === 'event' || register.period === 'once') return undefined
  const fits = openPeriods(register)
  const day = today()
  return (fits.find(({ starts, ends }) => starts <= day && day <= ends) ?? fits[fits.length - 1])?.key
}

/** The periods of a register that still take changes. */
export const openPeriods = ({ key: register, period }: Register): Period[] =>
  (atHand()?.periods ?? []).filter(
    ({ key, kind, closed }) => kind === period && !closed && !atHand()?.closed?.[register]?.includes(key),
  )
