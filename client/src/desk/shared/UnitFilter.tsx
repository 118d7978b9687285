import './UnitFilter.css'
import { useId, useState } from 'preact/hooks'
import { fold } from '../../core/folding'
import type { Unit } from '../../core/types/account'
import { inOrder } from '../../core/vietnamese'
import { atHand } from '../../records/catalog'
import { d } from '../../text/desk'
import { number } from '../../text/format'
import { setFilters } from './Filters'
import { noteUnit, recentUnits } from './recentUnits'

const MOST = 30 // shown at once; whoever looks for one of more types another letter

interface Props {
  /** The label of the choice of no unit; without it, one must be taken. */
  none?: string
  query: URLSearchParams
}
type Choice = Pick<Unit, 'id' | 'name'> & { place?: string; code?: string }

/**
 * The filter of a list by unit: a box in which a unit is found by its name, an old name or its code, without
 * diacritics; before a letter is typed, those taken last stand first. A choice goes into the address at once.
 */
export function UnitFilter({ none, query }: Props) {
  const id = useId()
  const value = query.get('unit') ?? ''
  const [typed, type] = useState<string | null>(null) // null: closed
  const [at, move] = useState(0)
  const { choices, more } = typed === null ? { choices: [], more: 0 } : found(typed, none)
  const close = () => {
    type(null)
    move(0)
  }
  const take = (choice: Choice | undefined) => {
    if (!choice) return
    if (choice.id) noteUnit(choice.id)
    close()
    setFilters({ unit: choice.id, cursor: null })
  }
  const keys = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step) {
      event.preventDefault()
      if (typed === null) type('')
      else move(Math.min(Math.max(at + step, 0), choices.length - 1))
    }
    if (event.key === 'Enter' && typed !== null) {
      event.preventDefault()
      take(choices[at])
    }
    if (event.key === 'Escape') close()
  }
  const named = units().find((unit) => unit.id === value)?.name ?? (value || none || '')
  return (
    <div class="choose of-unit unit-filter">
      <label for={id}>{d('desk.unit')}</label>
      <input
        id={id}
        type="text"
        role="combobox"
        autocomplete="off"
        aria-autocomplete="list"
        aria-expanded={typed !== null}
        aria-controls={`${id}-list`}
        aria-activedescendant={typed !== null && choices[at] ? `${id}-${at}` : undefined}
        placeholder={d('unit.find_hint')}
        value={typed ?? named}
        onFocus={() => type('')}
        onInput={(event) => {
          type(event.currentTarget.value)
          move(0)
        }}
        onKeyDown={keys}
        onBlur={close}
      />
      <div id={`${id}-list`} role="listbox" aria-label={d('desk.unit')} hidden={typed === null}>
        {choices.map((choice, n) => (
          <Option key={choice.id} id={`${id}-${n}`} choice={choice} here={n === at} take={take} />
        ))}
        {more > 0 && <small class="meta">{d('unit.more', { n: number(more) })}</small>}
        {typed !== null && !choices.length && <small class="meta">{d('unit.none')}</small>}
      </div>
    </div>
  )
}

interface OptionProps {
  id: string
  choice: Choice
  here: boolean
  take: (choice: Choice) => void
}

function Option({ id, choice, here, take }: OptionProps) {
  const show = (drawn: HTMLElement | null) => void (here && drawn?.scrollIntoView({ block: 'nearest' }))
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the box that owns the list has the keys
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={here}
      ref={show}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => take(choice)}
    >
      {choice.name} <small class="meta">{[choice.place, choice.code].filter(Boolean).join(' · ')}</small>
    </div>
  )
}

const units = () => (atHand()?.units ?? []).filter(({ kind }) => kind !== 'site')

/** The first choices for what was typed, the choice of none before them, and how many there are beyond. */
function found(typed: string, none: string | undefined): { choices: Choice[]; more: number } {
  const all = units()
  const names = new Map(all.map((unit) => [unit.id, unit.name]))
  const words = fold(typed).split(/\s+/).filter(Boolean)
  const holds = ({ name, code = '', aliases = [] }: Unit) => {
    const text = fold([name, code, ...aliases].join(' '))
    return words.every((word) => text.includes(word))
  }
  const recent = words.length ? [] : recentUnits()
  const rank = ({ id }: Unit) => (recent.includes(id) ? recent.indexOf(id) : recent.length)
  const fitting = inOrder(all.filter(holds), ({ name }) => name).sort((one, other) => rank(one) - rank(other))
  const first = fitting.slice(0, MOST).map(({ id, name, parent, code }) => {
    const place = parent ? names.get(parent) : undefined
    return { id, name, ...(place && { place }), ...(code && { code }) }
  })
  const no = none !== undefined && !words.length ? [{ id: '', name: none }] : []
  return { choices: [...no, ...first], more: fitting.length - first.length }
}
