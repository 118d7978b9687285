import type { Shown } from '../../core/types/record'
import type { Field } from '../../core/types/register'
import { titles } from '../../forms/answerText'
import { isEmpty } from '../../forms/edit'
import { duplicate } from '../../forms/hints'
import { register as registerOf } from '../../records/catalog'
import { get } from '../../records/records'
import { titleOf } from '../../records/titles'
import { language } from '../../text/text'

/** A record that waits for verification, with what a line about it needs of other records. */
export interface Waiting {
  record: Shown
  /** Titles of the records that it must refer to, such as its model. */
  of: string[]
  /** Most likely the same event, recorded twice. */
  twin: Shown | null
}

/** The records in their order, each with the titles of what it refers to and with its likely twin. */
export const withOthers = (records: Shown[]): Promise<Waiting[]> => Promise.all(records.map(withOther))

async function withOther(record: Shown): Promise<Waiting> {
  const register = registerOf(record.form)
  if (!register) return { record, of: [], twin: null }
  const refs = register.fields.filter(({ type, name }) => type === 'ref' && record.data[name])
  const others = await Promise.all(refs.map(({ name }) => get(record.data[name])))
  for (const one of others) if (one) titles.set(one.id, titleOf(one, language()))
  const of = refs.flatMap(({ name, required }) => (required && titles.get(record.data[name])) || [])
  return { record, of, twin: await duplicate(register, record.unit, record.data, record.id) }
}

/**
 * The fields of a record in which something was answered that its line does not show: first what was told of it, texts
 * and photos. What follows from the record that it refers to is left out.
 */
export function storyOf(record: Shown): Field[] {
  const { form, data } = record
  const register = registerOf(form)
  const line = [register?.list?.title, register?.period_from, ...numbersOf(record).map(({ name }) => name)]
  const given = (register?.fields ?? []).filter(
    ({ name, type, required, copy_from }) =>
      !isEmpty(data[name]) && !line.includes(name) && !copy_from && !(type === 'ref' && required),
  )
  const tells = ({ type }: Field) => Number(type === 'longtext' || type === 'photos')
  return given.sort((one, other) => tells(other) - tells(one))
}

/** The first numbers of a record that are not 0, which its line shows. */
export const numbersOf = ({ form, data }: Shown): Field[] =>
  (registerOf(form)?.fields ?? []).filter(({ name }) => typeof data[name] === 'number' && data[name]).slice(0, 2)
