import type { Json } from '../core/types/json'
import type { Shown } from '../core/types/record'
import type { Field } from '../core/types/register'
import { atHand, register } from './catalog'
import { list } from './records'

const refers = (fields: Field[], data: Json, id: string): boolean =>
  fields.some(({ name, type, fields: columns }) =>
    type === 'ref'
      ? data[name] === id
      : type === 'rows' && (data[name] ?? []).some((row: Json) => refers(columns ?? [], row, id)),
  )

const mayRefer = (fields: Field[]): boolean =>
  fields.some(({ type, fields: columns }) => type === 'ref' || mayRefer(columns ?? []))

/** The records on this phone that refer to the record `id`, whether they have been sent or still wait to be. */
export async function usesOf(id: string): Promise<Shown[]> {
  const registers = (atHand()?.registers ?? []).filter(({ fields }) => mayRefer(fields)).map(({ key }) => key)
  return (await list({ registers })).filter(
    ({ form, status, data }) => status !== 'deleted' && refers(register(form)?.fields ?? [], data, id),
  )
}
