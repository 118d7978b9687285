import type { Json } from '../core/types/json'
import type { Shown } from '../core/types/record'
import type { Field } from '../core/types/register'
import { register } from './catalog'
import { list } from './records'

const refers = (fields: Field[], data: Json, id: string): boolean =>
  fields.some(({ name, type, fields: columns }) =>
    type === 'ref'
      ? data[name] === id
      : type === 'rows' && (data[name] ?? []).some((row: Json) => refers(columns ?? [], row, id)),
  )

/** The records on this phone that refer to the record `id`, whether they have been sent or still wait to be. */
export const usesOf = async (id: string): Promise<Shown[]> =>
  (await list()).filter(
    ({ form, status, data }) => status !== 'deleted' && refers(register(form)?.fields ?? [], data, id),
  )
