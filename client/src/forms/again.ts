/** Registers the records of an earlier period again, such as the models of last year, for the period that has begun. */

import { checkSubmit, formOf } from '../core/registers'
import type { Json } from '../core/types/json'
import type { Edit } from '../core/types/mutation'
import type { Shown } from '../core/types/record'
import type { Register } from '../core/types/register'
import { atHand, levelAndKind } from '../records/catalog'
import { startOf } from '../records/periods'
import { list, save } from '../records/records'
import { titleOf } from '../records/titles'
import { copied } from './copyLast'
import { changes, isEmpty } from './edit'
import { OFFERED } from './referable'

/** Whether records of other registers refer to those of this one in their own unit, so that these form a list. */
const isList = (register: Register): boolean =>
  !!atHand()?.registers.some(({ fields }) => fields.some(({ to, across }) => to === register.key && !across))

/**
 * The records of the last period before `period` (a key) that the unit has not registered for `period` yet, by their
 * titles. Empty for a register whose records nothing refers to.
 */
export async function notYetAgain(register: Register, unit: string, period: string): Promise<Shown[]> {
  if (!isList(register) || register.period_from || register.natural_key) return []
  const all = (await list({ registers: [register.key], unit })).filter(({ status }) => status !== 'deleted')
  const there = new Set(all.filter((one) => one.period === period).map((one) => titleOf(one)))
  const sent = all.filter(({ status }) => OFFERED.includes(status))
  const before = sent.map((one) => startOf(one.period)).filter((starts) => starts < startOf(period))
  const last = before.reduce((one, other) => (one > other ? one : other), '')
  return last ? sent.filter((one) => startOf(one.period) === last && !there.has(titleOf(one))) : []
}

/**
 * Registers records again for `period` (a key) and submits them; one that lacks an answer stays a draft. Gives the ids
 * of the new records. Rejects with NotSaved.
 */
export async function registerAgain(register: Register, records: Shown[], period: string): Promise<string[]> {
  const made: string[] = []
  for (const { unit, data } of records) {
    const values = again(register, data, unit)
    const whole = !Object.keys(checkSubmit(register, values, levelAndKind(unit))).length
    const edit: Edit = { unit, form: formOf(register), period, ...changes(register, {}, values) }
    made.push(await save(whole ? { ...edit, submit: true } : edit))
  }
  return made
}

/** The answers that stay from one period to the next: all but its days and photos. */
function again(register: Register, data: Json, unit: string): Json {
  const values = copied(register, data, unit)
  for (const { name, type } of register.fields) {
    if (type.startsWith('date') || type === 'photos') delete values[name]
    if (['longtext', 'barcode'].includes(type) && !isEmpty(data[name])) values[name] = data[name]
  }
  return values
}
