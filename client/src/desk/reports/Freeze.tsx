import './Freeze.css'
import { useState } from 'preact/hooks'
import { unitsAs } from '../../account/who'
import { change } from '../../api/requests'
import type { Register } from '../../core/types/register'
import { toast } from '../../parts/Toast'
import { atHand } from '../../records/catalog'
import { d } from '../../text/desk'
import { inLanguage } from '../../text/text'
import { Choose, periodChoices } from '../shared/Filters'
import { periodNamed } from '../shared/names'
import { explain } from '../shared/saveFile'
import { useOnce } from '../shared/useOnce'
import { ClosingPreview } from './ClosingPreview'

/**
 * The registers whose figures this account may freeze in a snapshot: all for the department, those that a commune
 * reviews last for a commune, none for others.
 */
export function freezable(): Register[] {
  const all = (atHand()?.registers ?? []).filter(({ nothing }) => !nothing)
  if (unitsAs('department').length) return all
  return unitsAs('commune').length ? all.filter(({ review }) => review[review.length - 1] === 'commune') : []
}

/**
 * A button that opens a form to make a snapshot: the present figures of a period are stored as they are. The period can
 * be closed at the same time. `again` is called afterwards, to load the lists anew.
 */
export function Freeze({ query, again }: { query: URLSearchParams; again: () => void }) {
  const periods = periodChoices()
  const period = query.get('period') ?? periods[0]?.[0] ?? ''
  const unit = unitsAs('department')[0] ?? unitsAs('commune')[0]
  const [title, setTitle] = useState('')
  const [left, leave] = useState<string[]>([])
  const [closes, setCloses] = useState(false)
  const [open, setOpen] = useState(false)
  const [once, next] = useOnce()
  const shown = new URLSearchParams(query)
  shown.set('period', period)
  const registers = freezable()
  const keys = registers.map(({ key }) => key).filter((key) => !left.includes(key))
  const freeze = () => {
    const all = !left.length && unitsAs('department').length > 0
    const name = title.trim() || d('frozen.default', { period: periodNamed(period) })
    const body = { title: name, unit, period, close: closes, ...(!all && { registers: keys }) }
    change('POST', '/api/snapshots', body, undefined, once).then(({ sha256 }) => {
      toast(d('frozen.was', { hash: sha256.slice(0, 12) }))
      next()
      setOpen(false)
      again()
    }, explain)
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
      <Registers registers={registers} left={left} leave={leave} />
      <label class="check">
        <input type="checkbox" checked={closes} onChange={() => setCloses(!closes)} />
        {d('frozen.close')}
      </label>
      {closes && <ClosingPreview unit={unit} period={period} registers={keys} />}
      <div class="row">
        <button type="submit" class="primary" disabled={left.length === registers.length}>
          {d(closes ? 'frozen.do_and_close' : 'frozen.do')}
        </button>
        <button type="button" class="plain" onClick={() => setOpen(false)}>
          {d('frozen.cancel')}
        </button>
      </div>
    </form>
  )
}

interface RegistersProps {
  registers: Register[]
  /** Keys of the registers that the snapshot leaves out. */
  left: string[]
  leave: (keys: string[]) => void
}

/** The inputs to choose the registers of a snapshot: all are ticked at first. */
function Registers({ registers, left, leave }: RegistersProps) {
  return (
    <fieldset>
      <legend>{d('frozen.registers')}</legend>
      {registers.map(({ key, title: label }) => (
        <label key={key} class="check">
          <input
            type="checkbox"
            checked={!left.includes(key)}
            onChange={() => leave(left.includes(key) ? left.filter((one) => one !== key) : [...left, key])}
          />
          {inLanguage(label)}
        </label>
      ))}
    </fieldset>
  )
}
