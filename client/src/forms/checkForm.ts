import { checkPut, checkSubmit } from '../core/registers'
import type { Json } from '../core/types/json'
import type { Fault } from '../core/types/mutation'
import type { Register } from '../core/types/register'
import { levelAndKind } from '../records/catalog'
import { isEmpty, optionsOf } from './edit'

/** Name of a field → what is wrong with its answer. */
export type Faults = Record<string, Fault>

/**
 * What is wrong with the answers of a form that is saved in `unit` (its id); empty if nothing. Missing and too short
 * answers count only with `submit`.
 */
export function checkForm(register: Register, values: Json, submit: boolean, unit: string): Faults {
  const given = Object.fromEntries(Object.entries(values).filter(([, value]) => !isEmpty(value)))
  const { faults } = checkPut(register, { set: given }, optionsOf(register))
  const found = Object.entries(checkSubmit(register, given, levelAndKind(unit)))
  return { ...Object.fromEntries(found.filter(([, { rule }]) => submit || rule === 'check')), ...faults }
}
