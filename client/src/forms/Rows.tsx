import './Rows.css'
import { useRef } from 'preact/hooks'
import { type Answer, engine } from '../core/engine'
import { isShown } from '../core/registers'
import type { Json } from '../core/types/json'
import type { Fault } from '../core/types/mutation'
import type { Shown } from '../core/types/record'
import type { Field } from '../core/types/register'
import { Icon } from '../parts/Icon'
import { inLanguage, t } from '../text/text'
import { answerText } from './answerText'
import { Entry } from './Entry'
import { withChoicesLeft } from './leftChoices'
import { newRow } from './start'

interface Props {
  field: Field
  unit: string
  day: string
  referable: Shown[]
  value: Json[] | null | undefined
  /** The answers of the form around them. */
  answer: Answer | undefined
  set: (value: Json[]) => void
  fault: Fault | undefined
}

/** The input of a field of type `rows`: any number of rows that each answer the field's columns, to add or delete. */
export function Rows(props: Props) {
  const { field, value } = props
  const rows = value ?? []
  // A place that is found, or a code that is read, comes to the rows as they then are.
  const present = useRef(rows)
  present.current = rows
  const set = (change: (rows: Json[]) => Json[]) => {
    present.current = change(present.current)
    props.set(present.current)
  }
  // Other answers may say how many there are to be.
  const { rows: most } = field
  return (
    <div class="rows">
      {rows.map((row, index) => (
        <fieldset key={row.id}>
          <legend>{t('form.row', { n: index + 1, of: inLanguage(field.label) })}</legend>
          {columnsOf(props, row, index, (cells) =>
            set((all) => all.map((one) => (one.id === row.id ? { ...one, ...cells } : one))),
          )}
          {(most === undefined || rows.length > most) && (
            <button type="button" class="plain" onClick={() => set((all) => all.filter(({ id }) => id !== row.id))}>
              {t('form.drop_row')}
            </button>
          )}
        </fieldset>
      ))}
      {most === undefined && (
        <button type="button" class="secondary" onClick={() => set((all) => [...all, newRow(field)])}>
          <Icon name="add" /> {t('form.add_row')}
        </button>
      )}
    </div>
  )
}

/** The columns that a row shows: what is asked, and what is worked out in it. */
function columnsOf(props: Props, row: Json, index: number, set: (cells: Json) => void) {
  const { field, answer = () => null, fault, ...common } = props
  const of = engine.inRow?.(field, row, answer) ?? answer
  return field.fields
    ?.filter((column) => !column.retired && isShown(column, of))
    .map((column) =>
      column.compute === undefined ? (
        <Entry
          {...common}
          key={column.name}
          field={{
            ...withChoicesLeft(column, row, of),
            name: `${field.name}.${index}.${column.name}`,
          }}
          value={row[column.name]}
          set={(to) => set({ [column.name]: to })}
          fault={fault?.row === index && fault.field === column.name ? fault : undefined}
        />
      ) : (
        <dl key={column.name} class="copied" aria-live="polite">
          <dt>{inLanguage(column.label)}</dt>
          <dd>{answerText(column, of(`${field.name}.${column.name}`)) || '–'}</dd>
        </dl>
      ),
    )
}
