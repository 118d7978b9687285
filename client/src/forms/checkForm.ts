import { checkPut, checkSubmit } from '../core/registers'
import type { Json } from '../core/types/json'
import type { Fault } from '../core/types/mutation'
import type { Register } from '../core/types/register'
import { levelAndKind } from '../records/catalog'
import { isEmpty, optionsOf } from './edit'

/** Field → what is wrong with its answer. */
export type Faults = Record<string, Fault>

/** What is wrong with the answers of a form of `unit`: less is asked of a draft than of what is submitted. */
export function checkForm(register: Register, values: Json, submit: boolean, unit: string): Faults {
  const given = Object.fromEntries(Object.entries(values).filter(([, value]) => !isEmpty(value)))
  const { faults } = checkPut(register, { set: given }, optionsOf(register))
  return submit ? { ...checkSubmit(register, given, levelAndKind(unit)), ...faults } : faults
}
