/** What there is to ask about a record, and how it is said. */

import { fieldOf } from '../../core/registers'
import type { Json } from '../../core/types/json'
import type { Register } from '../../core/types/register'
import { register as registerOf } from '../../records/catalog'
import { d } from '../../text/desk'
import { day, number } from '../../text/format'
import { inLanguage } from '../../text/text'

export interface Hint {
  kind: 'twin' | 'number' | 'text' | 'sunday' | 'profile'
  /** The field, or `rows.column`, that it is about. */
  field: string
  detail: Json
  /** The record that it is like, if there is one that this person may see. */
  other: { record: string; title: string; unit: string; author: string; day: string | null } | null
  /** Whether there is such a record that they may not see. */
  hidden: boolean
  settled?: { by: string; at: string }
}

/** A hint in words, with its numbers. `register`: the record's. */
export function hintText({ kind, field, detail }: Hint, register: Register): string {
  const label = labelOf(register, field)
  const said = (value: number) => `${number(value)} ${inLanguage(unitOf(register, field))}`.trim()
  if (kind === 'number') return numberText(label, detail, said)
  if (kind === 'sunday')
    return d(detail.sundays || !detail.records ? 'quality.sunday_seldom' : 'quality.sunday_never', {
      day: day(detail.day),
    })
  if (kind === 'profile') {
    const [key, name] = (detail.within as string).split('.') as [string, string]
    const profile = registerOf(key) ?? register
    const args = { field: label, value: said(detail.value), most: number(detail.most) }
    return d('quality.profile', { ...args, within: labelOf(profile, name), register: inLanguage(profile.title) })
  }
  return d(`quality.${kind}`, { field: label, share: Math.round(detail.share * 100) })
}

function numberText(field: string, { value, usual, times, whose }: Json, said: (value: number) => string): string {
  const key = `quality.number_${times < 1 ? 'less' : 'more'}_${whose === 'school' ? 'own' : 'others'}` as const
  return d(key, {
    field,
    value: said(value),
    usual: number(rounded(usual)),
    times: number(rounded(times < 1 ? 1 / times : times)),
  })
}

/** A number as people say it: whole from ten on, else with one digit after the point. */
const rounded = (value: number) => (value < 10 ? Math.round(value * 10) / 10 : Math.round(value))

const labelOf = (register: Register, name: string) => {
  const [field = name] = name.split('.')
  return inLanguage(fieldOf(register, field)?.label) || name
}

/** The unit of a number, of a field or of a column of rows. */
const unitOf = (register: Register, name: string) => {
  const [field = name, column] = name.split('.')
  const found = fieldOf(register, field)
  return (column ? found?.fields?.find((one) => one.name === column) : found)?.unit
}
