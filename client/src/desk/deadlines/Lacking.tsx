import './Lacking.css'
import { useState } from 'preact/hooks'
import { who } from '../../account/who'
import type { Json } from '../../core/types/json'
import { toast } from '../../parts/Toast'
import { trouble } from '../../parts/Trouble'
import { nothingRegister, reportNothing } from '../../records/nothingToReport'
import { d } from '../../text/desk'
import { moment, number } from '../../text/format'
import { download } from '../shared/saveFile'
import { useNarrow } from '../shared/useNarrow'
import { Remind } from './Remind'
import { Reminded } from './Reminded'

const FEW = 12 // units in all, up to which none are folded away

/**
 * The units that have not reported, by the commune that they lie in, folded where they are many: whom to call in each,
 * and who is to be reminded. The list as it stands can be taken along as a workbook.
 *
 * `path`: the address of the register's period; `query`: narrows it to a unit; `again` loads `found` anew.
 */
export function Lacking({ path, query, found, again }: LackingProps) {
  const rows: Json[] = found.missing
  const [picked, pick] = useState<string[]>([])
  const above = who().roles.some(({ role }) => role === 'department' || role === 'commune')
  if (!rows.length) return <p class="word safe">{d('missing.who_none')}</p>
  const places = [...new Set<string>(rows.map(({ place }) => place ?? ''))]
  const toggle = (units: string[], on: boolean) =>
    pick(on ? [...new Set([...picked, ...units])] : picked.filter((one) => !units.includes(one)))
  const narrow = useNarrow()
  const file = (
    <button type="button" class="secondary" onClick={() => void download(`${path}/file${query}`, found.file)}>
      {d('missing.file')}
    </button>
  )
  const list = (of: Json[]) => <Units rows={of} found={found} {...(above && { picked, toggle })} />
  return (
    <section class="units lacking">
      <div class="headed">
        <h2>{d('missing.who', { n: number(rows.length) })}</h2>
        {!narrow && file}
      </div>
      {above && <Whole units={rows.map(({ unit }) => unit)} picked={picked} toggle={toggle} />}
      {/* Drawn at the foot; for the keyboard it follows the box for all, not the names of five hundred units. */}
      {above && (
        <Remind
          path={path}
          picked={picked}
          done={() => {
            pick([])
            again()
          }}
        />
      )}
      {places.length < 2 || rows.length <= FEW ? (
        list(rows)
      ) : (
        <div>
          {places.map((place) => {
            const of = rows.filter((row) => (row.place ?? '') === place)
            return (
              <details key={place} class="place">
                <summary>
                  {place || d('missing.no_place')} <small class="meta">{number(of.length)}</small>
                </summary>
                {above && <Whole units={of.map(({ unit }) => unit)} picked={picked} toggle={toggle} of={place} />}
                {list(of)}
              </details>
            )
          })}
        </div>
      )}
      {narrow && file}
    </section>
  )
}

interface LackingProps {
  path: string
  query: string
  found: Json
  again: () => void
}

interface Picking {
  picked: string[]
  toggle: (units: string[], on: boolean) => void
}

/** One box for all of these units; `of` names the place that they lie in. */
function Whole({ units, picked, toggle, of }: Picking & { units: string[]; of?: string }) {
  const all = units.every((unit) => picked.includes(unit))
  return (
    <label class="check">
      <input type="checkbox" checked={all} onChange={() => toggle(units, !all)} />
      {of ? d('missing.pick', { name: of }) : d('missing.pick_all')}
    </label>
  )
}

function Units({ rows, found, picked, toggle }: Partial<Picking> & { rows: Json[]; found: Json }) {
  return (
    <ul>
      {rows.map((row) => (
        <li key={row.unit}>
          {picked && toggle ? (
            <label class="check">
              <input
                type="checkbox"
                checked={picked.includes(row.unit)}
                onChange={() => toggle([row.unit], !picked.includes(row.unit))}
              />
              <Named row={row} />
            </label>
          ) : (
            <Named row={row} />
          )}
          {nothingRegister() && who().roles.some(({ unit, role }) => unit === row.unit && role !== 'teacher') && (
            <button
              type="button"
              class="secondary"
              onClick={() =>
                reportNothing(row.unit, found.register, found.period).then(
                  () => toast(d('missing.said_nothing')),
                  trouble,
                )
              }
            >
              {d('missing.say_nothing')}
            </button>
          )}
        </li>
      ))}
    </ul>
  )
}

function Named({ row }: { row: Json }) {
  const people: Json[] = row.people ?? []
  return (
    <span>
      {row.name}
      {people.slice(0, MOST_CALLED).map(({ name, seen }) => (
        <small key={name} class="meta contact">
          {name} · {seen ? d('missing.seen', { at: moment(seen) }) : d('missing.never_seen')}
        </small>
      ))}
      {!people.length && <small class="meta contact">{d('missing.nobody')}</small>}
      {row.reminded && <Reminded row={row} />}
    </span>
  )
}

const MOST_CALLED = 2
