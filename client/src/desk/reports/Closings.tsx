import { useState } from 'preact/hooks'
import { unitsAs } from '../../account/who'
import { change } from '../../api/requests'
import type { Json } from '../../core/types/json'
import { toast, toastFailure } from '../../parts/Toast'
import { d } from '../../text/desk'
import { moment } from '../../text/format'
import { periodNamed, registerNamed } from '../shared/names'
import { explain } from '../shared/saveFile'

/** A list of the closed periods, by unit and register; those who may can open one again with a reason. */
export function Closings({ rows, again }: { rows: Json[]; again: () => void }) {
  if (!rows.length) return null
  const placeOf = ({ period, unit_name }: Json) => `${periodNamed(period)} · ${unit_name}`
  const places = [...new Set(rows.map(placeOf))]
  const of = (place: string) => rows.filter((row) => placeOf(row) === place)
  return (
    <section class="files">
      <h2>{d('frozen.closed')}</h2>
      {places.map((place) => (
        <details key={place}>
          <summary>
            <b>{place}</b> <span class="meta">{d('frozen.closed_n', { n: of(place).length })}</span>
          </summary>
          <ul>
            {of(place).map((row) => (
              <Row key={row.register} row={row} again={again} />
            ))}
          </ul>
        </details>
      ))}
    </section>
  )
}

function Row({ row, again }: { row: Json; again: () => void }) {
  const [asking, ask] = useState(false)
  const [reason, setReason] = useState('')
  const mine = unitsAs('department').length > 0 || unitsAs('commune').includes(row.unit)
  const open = () => {
    if (reason.trim().length < 3) return toastFailure(d('frozen.bare'))
    const { register, period, unit } = row
    change('POST', '/api/closings/open', { register, period, unit, reason: reason.trim() }).then(() => {
      toast(d('frozen.opened'))
      again()
    }, explain)
  }
  return (
    <li>
      <div>
        <b>{registerNamed(row.register)}</b>
        <span class="meta">
          {d(row.snapshot ? 'frozen.closed_by' : 'frozen.closed_itself', { name: row.by, at: moment(row.at) })}
        </span>
      </div>
      {mine && !asking && (
        <div class="outcome">
          <button type="button" class="secondary" onClick={() => ask(true)}>
            {d('frozen.open')}
          </button>
        </div>
      )}
      {asking && (
        <form
          class="compared"
          onSubmit={(event) => {
            event.preventDefault()
            open()
          }}
        >
          <label>
            {d('frozen.reason')}
            <textarea
              rows={2}
              maxLength={2000}
              value={reason}
              onInput={(event) => setReason(event.currentTarget.value)}
            />
          </label>
          <div class="row">
            <button type="submit" class="primary">
              {d('frozen.open_now')}
            </button>
            <button type="button" class="plain" onClick={() => ask(false)}>
              {d('frozen.cancel')}
            </button>
          </div>
        </form>
      )}
    </li>
  )
}
