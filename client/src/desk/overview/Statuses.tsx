import './Statuses.css'
import { d } from '../../text/desk'
import { number } from '../../text/format'
import { below } from './Bars'
import { FigureLink } from './FigureLink'
import { ordered, statusWords } from './kinds'
import { recordsLink } from './links'
import type { Overview } from './types'

const MOST = 12 // rows that are read at a glance; more are folded

/**
 * How many records have each status, in all and in each unit below, as stacked bars. Every part of a bar is a link to
 * its records.
 */
export function Statuses({ data }: { data: Overview }) {
  const { standing, unit, register, period } = data
  const keys = ordered(Object.keys(standing.total))
  const common = (place: string) => ({ register, period: period.key, unit: place })
  const longest = Math.max(1, ...standing.rows.map(({ parts }) => sum(parts)))
  const many = standing.rows.length > MOST
  const table = (
    <table class="bars stacked">
      <thead>
        <tr>
          <th scope="col">{d(below(data))}</th>
          <th scope="col">{d('overview.records')}</th>
        </tr>
      </thead>
      <tbody>
        {standing.rows.map(({ key, label, parts }) => (
          <tr key={key}>
            <th scope="row">{label}</th>
            <td>
              <span class="stack" style={{ '--share': `${(100 * sum(parts)) / longest}%` }}>
                {keys.map((status) =>
                  parts[status] ? (
                    <a
                      key={status}
                      class={status}
                      style={{ flexGrow: parts[status] }}
                      href={recordsLink({ ...common(key), status })}
                      title={`${statusWords(status)}: ${number(parts[status])}`}
                    >
                      <span class="hidden">{`${label}, ${statusWords(status)}: ${number(parts[status])}`}</span>
                    </a>
                  ) : null,
                )}
              </span>
              <span class="value">
                <FigureLink href={recordsLink({ ...common(key), status: keys.join(',') })} label={label}>
                  {number(sum(parts))}
                </FigureLink>
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
  return (
    <>
      <ul class="legend statuses">
        {keys.map((status) => (
          <li key={status}>
            <i class={`key ${status}`} aria-hidden="true" />{' '}
            <FigureLink href={recordsLink({ ...common(unit.id), status })} label={statusWords(status)}>
              {number(standing.total[status] ?? 0)}
            </FigureLink>{' '}
            {statusWords(status)}
          </li>
        ))}
      </ul>
      {many ? (
        <details>
          <summary>{d('overview.by_each', { n: standing.rows.length })}</summary>
          {table}
        </details>
      ) : (
        table
      )}
    </>
  )
}

/** The sum of the numbers of an object, such as status → how many records have it. */
export const sum = (parts: Record<string, number>) => Object.values(parts).reduce((all, one) => all + one, 0)
