import { fieldOf } from '../core/registers'
import type { Json } from '../core/types/json'
import type { Field, Register } from '../core/types/register'
import { nameOf } from '../records/catalog'
import { day, dayAndTime, number } from '../text/format'
import { inLanguage, t } from '../text/text'
import { isEmpty } from './edit'
import { figure } from './reading'

/** The key in localStorage under which titles of other schools' records are kept: the phone has no copies of these. */
export const TITLES = 'lantoa.titles'

/**
 * Record's id → its title, for the records shown or offered so far, and those of other schools that were taken up on this
 * phone; answers that refer to a record show this title.
 */
export const titles = new Map<string, string>()
try {
  for (const [id, title] of JSON.parse(localStorage.getItem(TITLES) ?? '[]')) titles.set(id, title)
} catch {
  // Then they are another record's.
}

/** The answer to a field as text in the language in use, with labels for choices and names for ids; '' for none. */
export function answerText(field: Field, value: Json[string]): string {
  if (isEmpty(value)) return ''
  if (field.type === 'photos') return t('form.photos', { n: value.length })
  if (Array.isArray(value) && field.type !== 'place' && field.type !== 'rows') {
    return value.map((one) => single(field, one)).join(', ')
  }
  return single(field, value)
}

function single(field: Field, value: Json[string]): string {
  if (field.type.startsWith('choice')) {
    const choice = field.choices?.find((one) => one.value === value)
    return choice ? inLanguage(choice.label) : String(value)
  }
  if (field.type.startsWith('person')) return nameOf(value) || t('record.someone')
  if (field.type === 'ref') return titles.get(value) ?? t('record.another')
  if (field.type === 'date') return day(value)
  if (field.type === 'datetime') return dayAndTime(value)
  if (field.type === 'yesno') return t(value ? 'answer.yes' : 'answer.no')
  if (field.type === 'place') return (value as number[]).map(number).join('; ')
  if (field.type === 'rows') return t('form.rows', { n: value.length })
  if (typeof value === 'number') return `${figure(field, value)} ${inLanguage(field.unit)}`.trim()
  return String(value)
}

/** All answers as plain text to be copied elsewhere: the register's title, then a line "label: answer" for each. */
export function answersAsText(register: Register, data: Json): string {
  const lines = Object.keys(data).flatMap((name) => {
    const field = fieldOf(register, name)
    const text = field && answerText(field, data[name])
    return text ? [`${inLanguage(field.label)}: ${text}`] : []
  })
  return [inLanguage(register.title), ...lines].join('\n')
}
