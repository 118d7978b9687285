import './Snapshots.css'
import { useState } from 'preact/hooks'
import { unitsAs, who } from '../../account/who'
import { say } from '../../api/requests'
import type { Json } from '../../core/types/json'
import type { Register } from '../../core/types/register'
import { say as tell } from '../../parts/Toast'
import { atHand } from '../../records/catalog'
import { d } from '../../text/desk'
import { moment } from '../../text/format'
import { said } from '../../text/text'
import { Choose, periodChoices } from '../shared/Filters'
import { periodNamed } from '../shared/names'
import { Answer } from '../shared/ResourceView'
import { told } from '../shared/saveFile'
import { useAsked } from '../shared/useResource'
import { Closed } from './Closings'
import { Compared } from './Differences'

/** Chốt số liệu: what is frozen, how it stands beside the figures of now, and which periods are closed. */
export function Frozen({ query }: { query: URLSearchParams }) {
  const answer = useAsked('/api/snapshots')
  const closings = useAsked('/api/closings')
  const kept: Json[] | undefined = answer.found?.body.snapshots
  const again = () => {
    answer.again()
    closings.again()
  }
  return (
    <>
      <p class="lead">{d('frozen.lead')}</p>
      {freezable().length > 0 && <Freeze query={query} again={again} />}
      <section class="files">
        <h2>{d('reports.frozen')}</h2>
        <Answer asked={answer}>
          {kept?.length === 0 && (
            <p class="meta">
              {d('frozen.none')}. {d('frozen.none_why')}
            </p>
          )}
          <ul>
            {kept?.map((one) => (
              <Kept key={one.id} one={one} />
            ))}
          </ul>
        </Answer>
      </section>
      <Closed rows={closings.found?.body.closings ?? []} again={again} />
    </>
  )
}

/** The registers that are this account's to freeze: all for the department, else those that its office reviews last. */
function freezable(): Register[] {
  const all = (atHand()?.registers ?? []).filter(({ nothing }) => !nothing)
  if (unitsAs('department').length) return all
  return unitsAs('commune').length ? all.filter(({ review }) => review[review.length - 1] === 'commune') : []
}

function Freeze({ query, again }: { query: URLSearchParams; again: () => void }) {
  const periods = periodChoices()
  const period = query.get('period') ?? periods[0]?.[0] ?? ''
  const unit = unitsAs('department')[0] ?? unitsAs('commune')[0]
  const [title, setTitle] = useState('')
  const [left, leave] = useState<string[]>([])
  const [closes, setCloses] = useState(false)
  const [open, setOpen] = useState(false)
  const shown = new URLSearchParams(query)
  shown.set('period', period)
  const registers = freezable()
  const freeze = () => {
    const keys = registers.map(({ key }) => key).filter((key) => !left.includes(key))
    const all = !left.length && unitsAs('department').length > 0
    const name = title.trim() || d('frozen.default', { period: periodNamed(period) })
    say('POST', '/api/snapshots', { title: name, unit, period, close: closes, ...(!all && { registers: keys }) }).then(
      ({ sha256 }) => {
        tell(d('frozen.was', { hash: sha256.slice(0, 12) }))
        setOpen(false)
        again()
      },
      told,
    )
  }
  if (!open) {
    return (
      <button type="button" class="primary begin" onClick={() => setOpen(true)}>
        {d('frozen.new')}
      </button>
    )
  }
  return (
    <form
      class="freeze"
      aria-label={d('frozen.new')}
      onSubmit={(event) => {
        event.preventDefault()
        freeze()
      }}
    >
      <div class="filters">
        <Choose name="period" label={d('desk.period')} choices={periods} query={shown} />
        <label class="choose">
          <span>{d('frozen.title')}</span>
          <input
            maxLength={200}
            placeholder={d('frozen.default', { period: periodNamed(period) })}
            value={title}
            onInput={(event) => setTitle(event.currentTarget.value)}
          />
        </label>
      </div>
      <fieldset>
        <legend>{d('frozen.registers')}</legend>
        {registers.map(({ key, title: words }) => (
          <label key={key} class="check">
            <input
              type="checkbox"
              checked={!left.includes(key)}
              onChange={() => leave(left.includes(key) ? left.filter((one) => one !== key) : [...left, key])}
            />
            {said(words)}
          </label>
        ))}
      </fieldset>
      <label class="check">
        <input type="checkbox" checked={closes} onChange={() => setCloses(!closes)} />
        {d('frozen.close')}
      </label>
      <div class="row">
        <button type="submit" class="primary" disabled={left.length === registers.length}>
          {d('frozen.do')}
        </button>
        <button type="button" class="plain" onClick={() => setOpen(false)}>
          {d('frozen.cancel')}
        </button>
      </div>
    </form>
  )
}

function Kept({ one }: { one: Json }) {
  const [compared, compare] = useState(false)
  const order = (kind: string, format: string) => {
    const asked = { kind, format, snapshot: one.id, unit: one.unit, period: one.period }
    say('POST', '/api/exports', asked).then(() => tell(d('files.ordered')), told)
  }
  const line = { unit: one.unit_name, period: periodNamed(one.period), name: one.by, at: moment(one.at) }
  return (
    <li>
      <div>
        <b>{one.title}</b>
        <span class="meta">{d('frozen.by', line)}</span>
        <span class="meta">{d('frozen.hash', { hash: one.sha256.slice(0, 12) })}</span>
      </div>
      <div class="fate">
        <button type="button" class="secondary" aria-expanded={compared} onClick={() => compare(!compared)}>
          {d('frozen.compare')}
        </button>
        {who().roles.length > 0 && (
          <>
            <button type="button" class="plain" onClick={() => order('figures', 'xlsx')}>
              Excel
            </button>
            <button type="button" class="plain" onClick={() => order('report', 'docx')}>
              Word
            </button>
          </>
        )}
      </div>
      {compared && <Compared id={one.id} />}
    </li>
  )
}
