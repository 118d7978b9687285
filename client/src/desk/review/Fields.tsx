import './Fields.css'
import { answered, shown } from '../../core/registers'
import type { Json } from '../../core/types/json'
import type { Copy } from '../../core/types/record'
import type { Field, Register } from '../../core/types/register'
import { isEmpty } from '../../forms/edit'
import { hintOf } from '../../forms/hints'
import { Icon } from '../../parts/Icon'
import { Later } from '../../parts/Later'
import { d } from '../../text/desk'
import { moment } from '../../text/format'
import { inLanguage } from '../../text/text'
import { type Names, personIn, valueText } from '../shared/recordText'
import type { Change } from './changes'

interface Props {
  record: Json
  register: Register
  called: Names
  changes: Map<string, Change>
  /** Opens the dialog to return the record because of this field. */
  about?: (field: string) => void
}

/**
 * The answers of a record, field by field, with hints; an answer in `changes` is shown with its earlier value. `called`
 * has the names for ids in answers.
 */
export function Fields({ record, register, called, changes, about }: Props) {
  const visible = shown(register, record.data)
  // What is computed, and rows as they count.
  const data: Json = { ...record.data, ...answered(register, record.data) }
  const fields = register.fields.filter(
    ({ name }) => !isEmpty(data[name]) || changes.has(name) || (visible.has(name) && noted(record, name).length),
  )
  return (
    <dl class="fields">
      {fields.map((field) => (
        <div key={field.name} class={changes.has(field.name) ? 'changed' : undefined}>
          <dt>{inLanguage(field.label)}</dt>
          <dd>
            {field.type === 'photos' && !isEmpty(record.data[field.name]) && (
              <Later load={photos} with={{ record: record as Copy, photos: record.data[field.name] }} away={null} />
            )}
            <Value field={field} value={data[field.name]} called={called} change={changes.get(field.name)} />
            <Hints record={record} field={field} called={called} />
            {about && (
              <button
                type="button"
                class="plain pin"
                aria-label={d('record.pin', { field: inLanguage(field.label) })}
                title={d('record.pin', { field: inLanguage(field.label) })}
                onClick={() => about(field.name)}
              >
                <Icon name="turn" />
              </button>
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}

const photos = async () => (await import('../../forms/photos/photos')).PhotoAnswer

function Value({
  field,
  value,
  called,
  change,
}: {
  field: Field
  value: Json[string]
  called: Names
  change: Change | undefined
}) {
  const now = valueText(field, value, called)
  if (!change) return <p class="value">{now || '–'}</p>
  const was = valueText(field, change.before, called)
  return (
    <>
      <p class="was">
        <span class="label">{d('record.was')}</span> {was ? <del>{was}</del> : <i>{d('record.nothing')}</i>}
      </p>
      <p class="value">
        <span class="label">{d('record.is')}</span> {now ? <ins>{now}</ins> : <i>{d('record.nothing')}</i>}
      </p>
      {change.by && (
        <p class="meta">
          {personIn(called, change.by)}
          {change.at && `, ${moment(change.at)}`}
        </p>
      )}
    </>
  )
}

const noted = (record: Json, name: string): Json[] =>
  ((record.thread ?? []) as Json[]).filter(({ field }) => field === name)

/** The notes below an answer: that its number is unusual, its other values in conflict, and the comments about it. */
function Hints({ record, field, called }: { record: Json; field: Field; called: Names }) {
  const strange = hintOf(field, record.data[field.name])
  const others: Json[] = Object.values(record.conflicts?.[field.name] ?? {})
  return (
    <>
      {strange && (
        <p class="word waiting">
          <Icon name="warn" /> {strange}
        </p>
      )}
      {others.map((other) => (
        <p key={other.at} class="word needs">
          <Icon name="warn" />{' '}
          {d('record.other_value', {
            value: valueText(field, other.value, called),
            by: personIn(called, other.by),
            at: moment(other.at),
          })}
        </p>
      ))}
      {noted(record, field.name).map((item) => (
        <p key={item.id} class="remark">
          <b>{personIn(called, item.by)}:</b> {item.text} <span class="meta">{moment(item.at)}</span>
        </p>
      ))}
    </>
  )
}
