import { fieldOf } from '../../core/registers'
import type { Json } from '../../core/types/json'
import { atHand } from '../../records/catalog'
import { type DeskKey, d } from '../../text/desk'
import { number } from '../../text/format'
import { inLanguage } from '../../text/text'
import { month, percent } from '../overview/numbers'

/** The figure behind which a list of records stands. */
export interface FigureBehind {
  measure: Json
  label: string
  /** The value and the months that the figure is of, as text; '' for all. */
  narrowed: string
}

/** The figure that the list in this address was opened from; undefined if it stands behind none. */
export function figureBehind(query: URLSearchParams): FigureBehind | undefined {
  const register = atHand()?.registers.find(({ key }) => key === query.get('register')) as Json | undefined
  const measure = ((register?.measures ?? []) as Json[]).find(({ key }) => key === query.get('measure'))
  return measure && { measure, label: inLanguage(measure.label), narrowed: narrowing(query, register) }
}

/** What else a list is narrowed to: a value of a field, and months. */
export function narrowing(query: URLSearchParams, register: Json | undefined): string {
  const parts = [register && valuesText(register, query.get('where') ?? ''), monthText(query.get('month') ?? '')]
  return parts.filter(Boolean).join(' · ')
}

/** What a record adds, or a list adds up to, as text: a ratio as 3/4; a sum's with its unit of measurement. */
export function amountText({ measure }: FigureBehind, adds: Json | undefined): string {
  if (!adds) return ''
  if (adds.n !== undefined) return `${number(adds.n)}/${number(adds.d)}`
  if (adds.value === null || adds.value === undefined) return ''
  return [number(adds.value), measure.unit && inLanguage(measure.unit)].filter(Boolean).join(' ')
}

/** What the whole list comes to, in words; of an average or share also over how much it is taken. */
export function sumText(figure: FigureBehind, sum: Json): string {
  if (figure.measure.kind === 'units') return d('behind.of_units', { n: number(sum.units) })
  const ratio = sum.n !== undefined && sum.value !== null
  return ratio ? `${amountText(figure, sum)} = ${percent(sum.value)}` : amountText(figure, sum)
}

/** "field:value", or several with commas between them, as text, with the register's labels. */
const valuesText = (register: Json, where: string): string =>
  where
    .split(/,(?=[a-z][a-z0-9_.]*:)/)
    .map((part) => valueText(register, part))
    .filter(Boolean)
    .join(' · ')

/** One value as text; of a reference only the field's label. */
function valueText(register: Json, where: string): string {
  const [name = '', ...rest] = where.split(':')
  const value = rest.join(':')
  if (name === 'unit_level') return [d('overview.by_level'), d(`level.${value}` as DeskKey)].filter(Boolean).join(': ')
  if (name === 'unit' || name === 'reporting_unit') return atHand()?.units.find(({ id }) => id === value)?.name ?? ''
  const field = name && fieldOf(register as Parameters<typeof fieldOf>[0], name)
  if (!field) return ''
  const choice = ((field.choices ?? []) as Json[]).find((one) => one.value === value)
  return choice ? `${inLanguage(field.label)}: ${inLanguage(choice.label)}` : inLanguage(field.label)
}

const monthText = (text: string): string =>
  text
    .split('..')
    .filter(Boolean)
    .map((one) => (one === 'none' ? d('behind.undated') : month(one)))
    .join(' – ')
