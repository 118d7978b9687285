import './MeasureFilter.css'
import { fieldOf } from '../../core/registers'
import type { Json } from '../../core/types/json'
import { atHand } from '../../records/catalog'
import { type DeskKey, d } from '../../text/desk'
import { inLanguage } from '../../text/text'
import { month } from '../overview/numbers'
import { filteredAddress } from '../shared/Filters'

const OF_KIND: Record<string, DeskKey> = {
  sum: 'behind.sum',
  rows: 'behind.sum',
  units: 'behind.units',
  ratio: 'behind.ratio',
  share: 'behind.ratio',
}

/**
 * The note above a list of records that was opened from a number of the overview: to which measure, value and months
 * the list is narrowed, with a link that ends this. Nothing for other lists.
 */
export function MeasureFilter({ query }: { query: URLSearchParams }) {
  const names = ['measure', 'where', 'month'].filter((name) => query.get(name))
  if (!names.length) return null
  const register = atHand()?.registers.find(({ key }) => key === query.get('register'))
  const measure = (((register as Json | undefined)?.measures ?? []) as Json[]).find(
    ({ key }) => key === query.get('measure'),
  )
  const narrowed = [register && valueText(register, query.get('where') ?? ''), monthText(query.get('month') ?? '')]
  const parts = narrowed.filter(Boolean).join(' · ')
  const key = OF_KIND[measure?.kind] ?? 'behind.count'
  return (
    <p class="note behind">
      {measure && d(key, { measure: inLanguage(measure.label) })}
      {parts && <b>{parts}</b>}
      <a class="plain" href={filteredAddress(Object.fromEntries([...names, 'cursor'].map((name) => [name, null])))}>
        {d('behind.whole')}
      </a>
    </p>
  )
}

/**
 * The filter `where`, "field:value", as text with the register's labels: "label: choice", or only the field's label
 * where the value is not one of its choices. '' for an unknown field.
 */
function valueText(register: Json, where: string): string {
  const [name = '', ...rest] = where.split(':')
  const level = d(`level.${rest[0]}` as DeskKey)
  if (name === 'unit_level') return [d('overview.by_level'), level].filter(Boolean).join(': ')
  const field = name && fieldOf(register as Parameters<typeof fieldOf>[0], name)
  if (!field) return ''
  const choice = ((field.choices ?? []) as Json[]).find((one) => one.value === rest.join(':'))
  return choice ? `${inLanguage(field.label)}: ${inLanguage(choice.label)}` : inLanguage(field.label)
}

function monthText(text: string): string {
  const ends = text.split('..').filter(Boolean)
  return ends.map((one) => month(one)).join(' – ')
}
