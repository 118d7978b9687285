import { useState } from 'preact/hooks'
import { who } from '../../../account/who'
import { register as registerOf } from '../../../records/catalog'
import { d } from '../../../text/desk'
import { periodChoices } from '../../shared/Filters'
import { catalogUnits } from '../../shared/foundUnits'
import { UnitPicker } from '../../shared/UnitPicker'
import { Pick } from './Pick'
import { type Column, columnName, type Mapping } from './types'

interface Props {
  mapping: Mapping
  columns: Column[]
  change: (changes: Partial<Mapping>) => void
}

const ALL_ROWS = 'all'

/** Whose the records are, and of which period: told by a column, or the same for all rows. */
export function WhoseAndWhen({ mapping, columns, change }: Props) {
  const own = [...new Set(who().roles.map(({ unit }) => unit))]
  const [one, setOne] = useState(mapping.unit_column === null)
  const register = registerOf(mapping.register)
  const choices = columns.map((column): [string, string] => [
    `${column.at}`,
    d('bring.by', { column: columnName(column) }),
  ])
  return (
    <fieldset class="bring-whose">
      <legend>{d('bring.whose')}</legend>
      <Pick
        label={d('desk.unit')}
        value={one ? ALL_ROWS : `${mapping.unit_column ?? ''}`}
        choices={[[ALL_ROWS, d('bring.one_unit')], ...choices]}
        choose={(value) => {
          setOne(value === ALL_ROWS)
          change({ unit_column: value === ALL_ROWS ? null : Number(value) })
        }}
      />
      {one && (
        <UnitPicker
          class="choose of-unit"
          label={d('bring.unit_of_all')}
          value={mapping.unit ?? ''}
          choose={(unit) => change({ unit: unit || null })}
          among={catalogUnits()}
          near={own[0]}
          required
        />
      )}
      {register && !register.period_from && register.period !== 'once' && (
        <Pick
          label={d('desk.period')}
          value={mapping.period_column === null ? (mapping.period ?? '') : `c${mapping.period_column}`}
          none={d('bring.choose_period')}
          choices={[
            ...periodChoices([register.period]),
            ...columns.map((column): [string, string] => [
              `c${column.at}`,
              d('bring.by', { column: columnName(column) }),
            ]),
          ]}
          choose={(value) =>
            change(
              value.startsWith('c')
                ? { period: null, period_column: Number(value.slice(1)) }
                : { period: value || null, period_column: null },
            )
          }
        />
      )}
      {register?.period_from && <p class="meta">{d('bring.by_day')}</p>}
    </fieldset>
  )
}
