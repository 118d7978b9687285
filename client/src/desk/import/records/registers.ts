/** Which registers an account may bring records in of, and what of them a column can answer. */

import { who } from '../../../account/who'
import type { Field, Register } from '../../../core/types/register'
import { atHand } from '../../../records/catalog'
import { inLanguage } from '../../../text/text'

/** A role → the roles whose records it may bring in; the server decides. */
const BRINGS: Record<string, string[]> = {
  leader: ['teacher', 'leader'],
  commune: ['teacher', 'leader', 'commune'],
  department: ['teacher', 'leader', 'commune', 'department'],
}
const NO_CELL = ['note', 'photos']

/** The registers of which this account may bring records in for some unit. */
export function registersToBring(): Register[] {
  const roles = new Set(who().roles.flatMap(({ role }) => BRINGS[role] ?? []))
  return (atHand()?.registers ?? []).filter(({ by }) => by.some((role) => roles.has(role)))
}

/** A field that a column can answer: its name in a mapping, and its label; a column of rows says of which rows. */
export interface Answerable {
  name: string
  label: string
  field: Field
}

/** The fields of a register that columns can answer, in its order. */
export function answerable(register: Register | undefined): Answerable[] {
  const asked = (register?.fields ?? []).filter(
    (field) => !field.retired && !field.computed && !field.copy_from && !NO_CELL.includes(field.type),
  )
  return asked.flatMap((field) => {
    const label = inLanguage(field.label)
    if (field.type !== 'rows') return [{ name: field.name, label, field }]
    return (field.fields ?? [])
      .filter(({ retired }) => !retired)
      .map((column) => ({
        name: `${field.name}.${column.name}`,
        label: `${label} – ${inLanguage(column.label)}`,
        field: { ...column, required: false },
      }))
  })
}
