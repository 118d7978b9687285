import './Rows.css'
import { uuid7 } from '../core/ids'
import type { Json } from '../core/types/json'
import type { Fault } from '../core/types/mutation'
import type { Shown } from '../core/types/record'
import type { Field } from '../core/types/register'
import { Icon } from '../parts/Icon'
import { inLanguage, t } from '../text/text'
import { Entry } from './Entry'
import { defaults } from './start'

interface Props {
  field: Field
  unit: string
  day: string
  referable: Shown[]
  value: Json[] | null | undefined
  set: (value: Json[]) => void
  fault: Fault | undefined
}

/** The input of a field of type `rows`: any number of rows that each answer the field's columns, to add or delete. */
export function Rows({ field, unit, day, referable, value, set, fault }: Props) {
  const rows = value ?? []
  const change = (index: number, name: string, to: Json[string]) =>
    set(rows.map((row, at) => (at === index ? { ...row, [name]: to } : row)))
  return (
    <div class="rows">
      {rows.map((row, index) => (
        <fieldset key={row.id}>
          <legend>{t('form.row', { n: index + 1, of: inLanguage(field.label) })}</legend>
          {field.fields?.map((column) => (
            <Entry
              key={column.name}
              field={{ ...column, name: `${field.name}.${index}.${column.name}` }}
              unit={unit}
              day={day}
              referable={referable}
              value={row[column.name]}
              set={(to) => change(index, column.name, to)}
              fault={fault?.row === index && fault.field === column.name ? fault : undefined}
            />
          ))}
          <button type="button" class="plain" onClick={() => set(rows.filter((_, at) => at !== index))}>
            {t('form.drop_row')}
          </button>
        </fieldset>
      ))}
      <button
        type="button"
        class="secondary"
        onClick={() => set([...rows, { id: uuid7(), ...defaults(field.fields) }])}
      >
        <Icon name="add" /> {t('form.add_row')}
      </button>
    </div>
  )
}
