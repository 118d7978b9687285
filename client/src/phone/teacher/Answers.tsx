import './Answers.css'
import { answered, shown } from '../../core/registers'
import type { Json } from '../../core/types/json'
import type { Shown } from '../../core/types/record'
import type { Field, Register } from '../../core/types/register'
import { answerText, titles } from '../../forms/answerText'
import { isEmpty } from '../../forms/edit'
import { Later } from '../../parts/Later'
import { useWatched } from '../../parts/live'
import { get } from '../../records/records'
import { titleOf } from '../../records/titles'
import { inLanguage, language } from '../../text/text'
import { Remark } from './Remark'

/** The answers of a record, field by field, with remarks; an empty one only where there is a remark about it. */
export function Answers({ record, register }: { record: Shown; register: Register }) {
  const visible = shown(register, record.data)
  const data = { ...record.data, ...answered(register, record.data) }
  const fields = register.fields.filter(
    ({ name }) => !isEmpty(data[name]) || (visible.has(name) && remarked(record, name)),
  )
  return (
    <dl class="answers">
      {fields.map((field) => (
        <div key={field.name} class={typeof data[field.name] === 'number' ? 'number' : ''}>
          <dt>{inLanguage(field.label)}</dt>
          <dd>
            {field.type === 'photos' ? (
              <Later
                load={photos}
                with={{ record, photos: data[field.name] }}
                away={answerText(field, data[field.name])}
              />
            ) : (
              <Answer field={field} value={data[field.name]} />
            )}
            <Remark record={record} field={field.name} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

const photos = async () => (await import('../../forms/photos/photos')).PhotoAnswer

const remarked = (record: Shown, name: string) =>
  record.thread?.some(({ field }) => field === name) || record.refused.some(({ fields }) => fields?.[name])

/** One answer as people read it: of rows a list, of all other fields a text. */
export function Answer({ field, value }: { field: Field; value: Json[string] }) {
  const named = useWatched(async () => (field.type === 'ref' && value ? await get(value) : null), [value], value)
  if (named) titles.set(named.id, titleOf(named, language()))
  if (field.type === 'rows') return <Rows field={field} rows={value} />
  return <>{answerText(field, value) || '–'}</>
}

function Rows({ field, rows }: { field: Field; rows: Json[] }) {
  return (
    <ol>
      {rows?.map((row) => (
        <li key={row.id}>
          {(field.fields ?? [])
            .filter(({ name }) => !isEmpty(row[name]))
            .map((column) => `${inLanguage(column.label)}: ${answerText(column, row[column.name])}`)
            .join('; ')}
        </li>
      ))}
    </ol>
  )
}
