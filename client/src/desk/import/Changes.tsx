import './Changes.css'
import type { Json } from '../../core/types/json'
import { Icon } from '../../parts/Icon'
import { type DeskKey, d } from '../../text/desk'
import { day } from '../../text/format'
import { language } from '../../text/text'
import { filteredAddress } from '../shared/Filters'

const SHOWS: [string, DeskKey][] = [
  ['', 'import.all'],
  ['changes', 'import.only_changes'],
  ['faults', 'import.only_faults'],
]

/**
 * What a workbook to import would change, and what is wrong with it, row by row, the faults first. `show` says which of
 * the two is shown, '' both.
 */
export function ImportChanges({ changes, faults, show }: { changes: Json[]; faults: Json[]; show: string }) {
  if (!changes.length && !faults.length) return null
  return (
    <>
      {changes.length > 0 && faults.length > 0 && (
        <nav class="row" aria-label={d('import.show')}>
          {SHOWS.map(([value, label]) => (
            <a
              key={value}
              class="chip"
              href={filteredAddress({ show: value })}
              aria-current={show === value ? 'true' : undefined}
            >
              {d(label)}
            </a>
          ))}
        </nav>
      )}
      {faults.length > 0 && show !== 'changes' && (
        <table class="import-rows">
          <thead>
            <tr>
              <th scope="col">{d('import.row')}</th>
              <th scope="col">{d('import.where')}</th>
              <th scope="col">{d('import.fault')}</th>
            </tr>
          </thead>
          <tbody>
            {faults.map((fault, at) => (
              <tr key={at}>
                <th scope="row">{fault.row ?? '–'}</th>
                <td>{fault.sheet ?? '–'}</td>
                <td class="fault">
                  <Icon name="warn" /> {fault[language()]}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {show !== 'faults' &&
        [...new Set(changes.map(({ sheet }) => sheet))].map((sheet) => (
          <Table key={sheet} sheet={sheet} changes={changes.filter((change) => change.sheet === sheet)} />
        ))}
    </>
  )
}

function Table({ sheet, changes }: { sheet: string; changes: Json[] }) {
  return (
    <table class="import-rows">
      <caption>{sheet}</caption>
      <thead>
        <tr>
          <th scope="col">{d('import.row')}</th>
          <th scope="col">{d('import.change')}</th>
          <th scope="col">{d('import.who')}</th>
          <th scope="col">{d('import.how')}</th>
        </tr>
      </thead>
      <tbody>
        {changes.map((change, at) => (
          <tr key={at}>
            <th scope="row">{change.row}</th>
            <td>{d(`import.${change.do}` as DeskKey)}</td>
            <td>
              {change.title}
              {(change.unit || change.role) && (
                <span class="meta">
                  {[change.role && d(`import.as.${change.role}` as DeskKey), change.unit].filter(Boolean).join(' · ')}
                </span>
              )}
            </td>
            <td>
              {change.was && (
                <>
                  <del>{said(change, change.was)}</del> →{' '}
                </>
              )}
              {change.kind && d(`import.kind.${change.kind}` as DeskKey)}
              {said(change, change.now)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** A value before or after a change of the import, as text; where the change is about a day, as people write days. */
const said = ({ do: act }: Json, value: string) => (act === 'role.end' || act === 'unit.begins' ? day(value) : value)
