import './Differences.css'
import { useState } from 'preact/hooks'
import type { Json } from '../../core/types/json'
import { d } from '../../text/desk'
import { number } from '../../text/format'
import { inLanguage } from '../../text/text'
import { FigureLink } from '../overview/FigureLink'
import { recordsLink } from '../overview/links'
import { figureText, ratioText } from '../overview/numbers'
import type { Figure } from '../overview/types'
import { grouped } from '../shared/grouped'
import { registerNamed } from '../shared/names'
import { ResourceView } from '../shared/ResourceView'
import { useResource } from '../shared/useResource'

const HEADS = ['frozen.then', 'frozen.now', 'frozen.change'] as const

/**
 * How the present figures differ from those of the snapshot `id`: the total of each measure that differs, and on demand
 * the rows that make the difference.
 */
export function Differences({ id }: { id: string }) {
  const resource = useResource(`/api/snapshots/${id}/differences`)
  const found: Json[] | undefined = resource.found?.body.differences
  return (
    <div class="compared" role="status">
      {resource.asking && <p class="meta">{d('frozen.comparing')}</p>}
      <ResourceView resource={resource}>
        {found?.length === 0 && <p class="word safe">{d('frozen.same')}</p>}
        {!!found?.length && <DifferenceTable rows={found} />}
      </ResourceView>
    </div>
  )
}

function DifferenceTable({ rows }: { rows: Json[] }) {
  const measures = grouped(rows, ({ register, measure }) => `${register} ${measure}`)
  return (
    <>
      <p class="word waiting">{d('frozen.differs', { n: measures.length })}</p>
      <table>
        <thead>
          <tr>
            <th scope="col">{d('overview.measure')}</th>
            {HEADS.map((word) => (
              <th key={word} scope="col" class="right">
                {d(word)}
              </th>
            ))}
          </tr>
        </thead>
        {measures.map((of) => (
          <Measure key={`${of[0].register} ${of[0].measure}`} rows={of} />
        ))}
      </table>
    </>
  )
}

function Measure({ rows }: { rows: Json[] }) {
  const [open, show] = useState(false)
  const [first] = rows
  const total = rows.find(({ by }) => !by)
  const parts = grouped(
    rows.filter(({ by }) => by),
    ({ by }) => by,
  )
  const n = rows.length - (total ? 1 : 0)
  return (
    <tbody>
      <tr>
        <th scope="row">
          {inLanguage(first?.measure_label) || first?.measure}
          <span class="meta">{registerNamed(first?.register)}</span>
          {n > 0 && (
            <button type="button" class="plain" aria-expanded={open} onClick={() => show(!open)}>
              {d(open ? 'frozen.fold' : 'frozen.unfold', { n })}
            </button>
          )}
        </th>
        {total ? (
          <Sides row={total} />
        ) : (
          <td class="right" colSpan={3}>
            {d('frozen.whole_same')}
          </td>
        )}
      </tr>
      {open &&
        parts.map((of) => [
          <tr key={of[0].by} class="by">
            <th colSpan={4} scope="colgroup">
              {inLanguage(of[0].by_label)}
            </th>
          </tr>,
          ...of.map((row) => (
            <tr key={row.by + row.key} class="part">
              <th scope="row">{inLanguage(row.label)}</th>
              <Sides row={row} />
            </tr>
          )),
        ])}
    </tbody>
  )
}

function Sides({ row: { frozen, live, by, key, change, in_points, ...row } }: { row: Json }) {
  const there = live && (live.value || live.d)
  const label = [inLanguage(row.measure_label), inLanguage(row.label)].filter(Boolean).join(', ')
  return (
    <>
      <td class="right">{figure(frozen)}</td>
      <td class="right">
        <FigureLink href={there && row.behind ? recordsLink(row.behind, by, key) : null} label={label}>
          {figure(live)}
        </FigureLink>
      </td>
      <td class="right">{changed(change, in_points)}</td>
    </>
  )
}

function figure(side: Json | null): string {
  if (!side) return '–'
  if (side.d !== undefined) return `${ratioText(side as Figure)} (${figureText({ kind: 'ratio' }, side.value)})`
  return side.value === null ? '–' : number(side.value)
}

/** How much more it is now; of rates in percentage points, to two places, or more where these would be 0. */
function changed(by: number | null, inPoints: boolean): string {
  if (by === null) return '–'
  const places = inPoints && Math.abs(by) >= 0.005 ? 2 : 6
  const rounded = number(Number(by.toFixed(places)))
  const text = by > 0 ? `+${rounded}` : rounded
  return inPoints ? d('frozen.points', { n: text }) : text
}
