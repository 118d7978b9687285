import { who } from '../account/who'
import type { Field } from '../core/types/register'
import { atHand, nameOf } from '../records/catalog'
import { t } from '../text/text'
import type { Option } from './Pick'

/** The people of a unit as the options of a field; who fills in the form is not their own co-author. */
export function colleagues(field: Field, unit: string): Option[] {
  const but = field.type === 'persons' ? who().id : ''
  const here = (atHand()?.people ?? []).filter((person) => person.unit === unit && person.id !== but)
  return [...new Map(here.map(({ id, name }) => [id, { value: id, label: name }])).values()]
}

/** The options with those people who are named already and have gone: who is not shown could not be taken out again. */
export function withNamed(options: Option[], named: string[]): Option[] {
  const gone = named.filter((id) => !options.some(({ value }) => value === id))
  const label = (id: string) => t('form.gone', { name: nameOf(id) || t('record.someone') })
  return [...options, ...gone.map((value) => ({ value, label: label(value) }))]
}
