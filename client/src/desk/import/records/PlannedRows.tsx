import '../Changes.css'
import type { Register } from '../../../core/types/register'
import { Icon } from '../../../parts/Icon'
import { register as registerOf } from '../../../records/catalog'
import { d } from '../../../text/desk'
import { periodNamed } from '../../../text/periods'
import { inLanguage } from '../../../text/text'
import { setFilters } from '../../shared/Filters'
import { catalogUnits } from '../../shared/foundUnits'
import { valueText } from '../../shared/recordText'
import { UnitPicker } from '../../shared/UnitPicker'
import { meanings, meant } from './FixedAnswer'
import { Pick } from './Pick'
import { answerable } from './registers'
import { type CellFault, letter, type Mapping, type PlannedRow } from './types'

interface Props {
  rows: PlannedRow[]
  /** The place from 0 of the first row of the next page; null if this is the last. */
  next: number | null
  mapping: Mapping
  map: (changes: Partial<Mapping>) => void
}

const OF_UNITS = ['unknown_unit', 'several_units']

/** What rows become: whose, when and with which answers; what is wrong, cell by cell, with what may be done about it. */
export function PlannedRows({ rows, next, mapping, map }: Props) {
  const register = registerOf(mapping.register)
  if (!rows.length) return <p class="meta">{d('bring.none')}</p>
  return (
    <>
      <table class="import-rows bring-rows">
        <thead>
          <tr>
            <th scope="col">{d('import.row')}</th>
            <th scope="col">{d('bring.whose_when')}</th>
            <th scope="col">{d('bring.becomes')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.row}>
              <th scope="row">{row.row}</th>
              <td>
                {row.unit_name}
                <span class="meta">{periodNamed(row.period)}</span>
              </td>
              <td>
                {register && <Answers row={row} register={register} />}
                {row.remarks.map((remark) => (
                  <p key={remark.code} class="meta">
                    {inLanguage(remark)}
                  </p>
                ))}
                {row.faults.map((fault) => (
                  <Fault key={`${fault.code}${fault.column}${fault.field}`} fault={fault} mapping={mapping} map={map} />
                ))}
                {row.state === 'faulty' && (
                  <button type="button" class="plain" onClick={() => map({ skip: [...mapping.skip, row.row] })}>
                    {d('bring.skip')}
                  </button>
                )}
                {row.state === 'left_out' && mapping.skip.includes(row.row) && (
                  <button
                    type="button"
                    class="plain"
                    onClick={() => map({ skip: mapping.skip.filter((one) => one !== row.row) })}
                  >
                    {d('bring.take')}
                  </button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Pages next={next} />
    </>
  )
}

const NOBODY = { people: {}, titles: {} }

function Answers({ row, register }: { row: PlannedRow; register: Register }) {
  const given = register.fields.filter(({ name }) => row.set[name] !== undefined)
  if (!given.length) return null
  return (
    <p class="bring-answers">
      {given.map((field) => (
        <span key={field.name}>
          <span class="meta">{inLanguage(field.label)}:</span> {valueText(field, row.set[field.name], NOBODY)}
        </span>
      ))}
    </p>
  )
}

interface FaultProps {
  fault: CellFault
  mapping: Mapping
  map: (changes: Partial<Mapping>) => void
}

function Fault({ fault, mapping, map }: FaultProps) {
  const cell =
    fault.column === undefined ? '' : d('bring.cell', { column: letter(fault.column), value: fault.value ?? '' })
  return (
    <div class="bring-fault">
      <p class="fault">
        <Icon name="warn" /> {cell && <b>{cell}</b>} {inLanguage(fault)}
      </p>
      <Meaning fault={fault} mapping={mapping} map={map} />
    </div>
  )
}

/** Lets the person say what a cell means that names no unit or choice; it then holds for all rows with the same text. */
function Meaning({ fault, mapping, map }: FaultProps) {
  const text = fault.value
  if (!text) return null
  if (OF_UNITS.includes(fault.code)) {
    const choose = (unit: string) => unit && map({ units: { ...mapping.units, [text]: unit } })
    const label = d('bring.means', { value: text })
    if (!fault.units?.length)
      return <UnitPicker class="choose of-unit" label={label} value="" choose={choose} among={catalogUnits()} />
    return <Pick label={label} value="" none={d('bring.choose_unit')} choices={fault.units} choose={choose} />
  }
  const one = answerable(registerOf(mapping.register)).find(({ name }) => name === fault.field)
  const choices = one && ['choice', 'yesno'].includes(fault.code) ? meanings(one.field) : []
  if (!one || !choices.length) return null
  const source = mapping.fields.find(({ field }) => field === one.name)
  const choose = (value: string) =>
    source &&
    value &&
    map({
      fields: mapping.fields.map((other) =>
        other === source ? { ...other, values: { ...other.values, [text]: meant(one.field, value) } } : other,
      ),
    })
  return (
    <Pick
      label={d('bring.means', { value: text })}
      value=""
      none={d('bring.choose_value')}
      choices={choices}
      choose={choose}
    />
  )
}

function Pages({ next }: { next: number | null }) {
  const first = new URLSearchParams(location.search).has('begin')
  if (next === null && !first) return null
  return (
    <nav class="pages" aria-label={d('queue.pages')}>
      {first && (
        <button type="button" class="plain" onClick={() => setFilters({ begin: null })}>
          {d('queue.first')}
        </button>
      )}
      {next !== null && (
        <button type="button" class="secondary" onClick={() => setFilters({ begin: `${next}` })}>
          {d('queue.next_page')}
        </button>
      )}
    </nav>
  )
}
