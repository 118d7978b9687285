import { register as registerOf } from '../../../records/catalog'
import { d } from '../../../text/desk'
import { FixedAnswer } from './FixedAnswer'
import { Pick } from './Pick'
import { type Answerable, answerable } from './registers'
import { type Column, columnName, type Mapping, type Source } from './types'

interface Props {
  mapping: Mapping
  columns: Column[]
  change: (changes: Partial<Mapping>) => void
}

const FIXED = 'fixed'

/** Which column answers each field of the register, with the first values of that column to compare. */
export function FieldColumns({ mapping, columns, change }: Props) {
  const fields = answerable(registerOf(mapping.register))
  const used = new Set([
    mapping.unit_column,
    mapping.period_column,
    mapping.key_column,
    ...mapping.fields.map(({ column }) => column),
  ])
  const left = columns.filter(({ at, title }) => title && !used.has(at))
  const lacking = fields.filter(
    ({ name, field }) =>
      field.required && !field.show_when && !field.when && !mapping.fields.some((one) => one.field === name),
  )
  const set = (name: string, source: Source | null) =>
    change({ fields: [...mapping.fields.filter(({ field }) => field !== name), ...(source ? [source] : [])] })
  return (
    <section>
      <h2>{d('bring.fields')}</h2>
      <ul class="bring-fields">
        {fields.map((one) => (
          <FieldRow
            key={one.name}
            one={one}
            source={mapping.fields.find(({ field }) => field === one.name)}
            columns={columns}
            set={(source) => set(one.name, source)}
          />
        ))}
      </ul>
      {lacking.length > 0 && (
        <p class="fault">{d('bring.lacking', { fields: lacking.map(({ label }) => label).join(', ') })}</p>
      )}
      {left.length > 0 && <p class="meta">{d('bring.unused', { columns: left.map(columnName).join(', ') })}</p>}
    </section>
  )
}

interface RowProps {
  one: Answerable
  source: Source | undefined
  columns: Column[]
  set: (source: Source | null) => void
}

function FieldRow({ one, source, columns, set }: RowProps) {
  const { name, label, field } = one
  const fixed = !!source && source.column == null
  const samples = columns.find(({ at }) => at === source?.column)?.samples ?? []
  return (
    <li class={field.required && !field.show_when && !field.when && !source ? 'lacking' : undefined}>
      <span class="bring-label">
        {label}
        {field.required && <small class="meta"> {d('bring.required')}</small>}
      </span>
      <Pick
        silent
        label={label}
        value={fixed ? FIXED : `${source?.column ?? ''}`}
        none={d('bring.no_column')}
        choices={[
          ...columns.map((column): [string, string] => [`${column.at}`, columnName(column)]),
          [FIXED, d('bring.fixed')],
        ]}
        choose={(value) =>
          set(
            value === ''
              ? null
              : value === FIXED
                ? { field: name, column: null, value: '' }
                : { ...(source?.values && { values: source.values }), field: name, column: Number(value) },
          )
        }
      />
      {fixed ? (
        <FixedAnswer one={one} value={source.value} set={(value) => set({ field: name, column: null, value })} />
      ) : (
        <span class="meta bring-samples">{samples.join(' · ')}</span>
      )}
    </li>
  )
}
