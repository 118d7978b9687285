import type { Json } from '../../core/types/json'
import type { Field } from '../../core/types/register'
import { answerText } from '../../forms/answerText'
import { isEmpty } from '../../forms/edit'
import { nameOf, register as registerOf } from '../../records/catalog'
import { d } from '../../text/desk'
import { inLanguage, t } from '../../text/text'

/** Names for the ids in records: `people` is account's id → name, `titles` is record's id → title. */
export interface Names {
  people: Record<string, string>
  titles: Record<string, string>
}

/** The names for ids that an answer of the server brings along; empty where it brings none. */
export const namesIn = (body: Json | undefined): Names => ({
  people: body?.people ?? {},
  titles: body?.titles ?? {},
})

/** The name of an account (its id), from these names or the catalog; a word for "somebody" where neither has it. */
export const personIn = ({ people }: Names, id: string | null): string =>
  (id && people[id]) || nameOf(id) || t('record.someone')

/** The answer to a field as text in the language in use, with the names of `called` for ids; '' for no answer. */
export function valueText(field: Field, value: Json[string], called: Names): string {
  if (isEmpty(value)) return ''
  if (field.type === 'person') return personIn(called, value)
  if (field.type === 'persons') return (value as string[]).map((one) => personIn(called, one)).join(', ')
  if (field.type === 'ref') return called.titles[value] ?? t('record.another')
  if (field.type === 'rows') return (value as Json[]).map((row) => rowWords(field, row, called)).join('\n')
  if (field.choices_from)
    return [value]
      .flat()
      .map((one) => nameOf(one) || one)
      .join(', ')
  return answerText(field, value)
}

const rowWords = (field: Field, row: Json, called: Names): string =>
  (field.fields ?? [])
    .filter(({ name }) => !isEmpty(row[name]))
    .map((column) => `${inLanguage(column.label)}: ${valueText(column, row[column.name], called)}`)
    .join('; ')

/** How many whole days have passed since a moment; 0 if it lies ahead. */
export const daysSince = (iso: string): number => Math.max(0, Math.floor((Date.now() - Date.parse(iso)) / 86_400_000))

/** Whether a record waits for a review: it is submitted or verified. */
export const isOpen = ({ status }: Json): boolean => status === 'submitted' || status === 'verified'

/** How long ago a moment was, in days, as text; "today" for less than a day. */
export const waitingTime = (iso: string): string => {
  const days = daysSince(iso)
  return days ? d('queue.days', { n: days }) : d('queue.today')
}

/** The label and value of a record's number fields that are not 0, in the register's order, at most `most` of them. */
export function figures(record: Json, most: number): [label: string, value: string][] {
  const fields = registerOf(record.form)?.fields ?? []
  return fields
    .filter(({ name }) => typeof record.data[name] === 'number' && record.data[name])
    .slice(0, most)
    .map((field) => [inLanguage(field.label), answerText(field, record.data[field.name])])
}
