import './UnitPicker.css'
import { useEffect, useId, useRef, useState } from 'preact/hooks'
import { d } from '../../text/desk'
import { number } from '../../text/format'
import { type Findable, foundUnits, type UnitChoice } from './foundUnits'
import { noteUnit } from './recentUnits'

interface Props {
  label: string
  /** The id of the unit that is chosen, or `''`. */
  value: string
  choose: (id: string) => void
  /** The units that one can be found among. */
  among: Findable[]
  /** The label of the choice of no unit; without it, one must be taken. */
  none?: string | undefined
  /** The id of the unit whose own stand before the others. */
  near?: string | undefined
  /** Whether the form that it stands in cannot be sent without one. */
  required?: boolean
  class: string
}

/**
 * A box in which a unit is found by its name, an old name or its code, without diacritics; before a letter is typed,
 * those taken last stand first.
 */
export function UnitPicker({ label, value, choose, among, none, near, required = false, class: look }: Props) {
  const id = useId()
  const [typed, type] = useState<string | null>(null) // null: closed
  const [at, move] = useState(0)
  const list = useRef<HTMLDivElement>(null)
  const open = typed !== null
  useEffect(() => void (open && list.current?.scrollIntoView({ block: 'nearest' })), [open])
  const { choices, more } = open ? foundUnits(among, typed, none, near) : { choices: [], more: 0 }
  const close = () => {
    type(null)
    move(0)
  }
  const take = (choice: UnitChoice | undefined) => {
    if (!choice) return
    if (choice.id) noteUnit(choice.id)
    close()
    choose(choice.id)
  }
  const keys = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    // In a dialog, Escape would close all of it, and Enter send it.
    if (step || (open && ['Enter', 'Escape'].includes(event.key))) event.preventDefault()
    if (step && !open) type('')
    else if (step) move(Math.min(Math.max(at + step, 0), choices.length - 1))
    else if (event.key === 'Enter' && open) take(choices[at])
    else if (event.key === 'Escape') close()
  }
  const named = among.find((unit) => unit.id === value)?.name ?? (value || none || '')
  return (
    <div class={`unit-picker ${look}`}>
      <label for={id}>{label}</label>
      <input
        id={id}
        type="text"
        role="combobox"
        autocomplete="off"
        required={required}
        aria-autocomplete="list"
        aria-expanded={open}
        aria-controls={`${id}-list`}
        aria-activedescendant={open && choices[at] ? `${id}-${at}` : undefined}
        placeholder={d('unit.find_hint')}
        value={typed ?? named}
        onFocus={() => type('')}
        onClick={() => open || type('')}
        onInput={(event) => {
          type(event.currentTarget.value)
          move(0)
        }}
        onKeyDown={keys}
        onBlur={close}
      />
      {/* Never a stop of Tab, though it scrolls: the box has the keys, and closes it as it loses the focus. */}
      <div ref={list} id={`${id}-list`} role="listbox" tabIndex={-1} aria-label={label} hidden={!open}>
        {choices.map((choice, n) => (
          <Option key={choice.id} id={`${id}-${n}`} choice={choice} here={n === at} take={take} />
        ))}
        {more > 0 && <small class="meta">{d('unit.more', { n: number(more) })}</small>}
        {open && !choices.length && <small class="meta">{d('unit.none')}</small>}
      </div>
    </div>
  )
}

interface OptionProps {
  id: string
  choice: UnitChoice
  here: boolean
  take: (choice: UnitChoice) => void
}

/** A button only for who points: the box that owns the list keeps the focus, and has the keys. */
function Option({ id, choice, here, take }: OptionProps) {
  const show = (drawn: HTMLElement | null) => void (here && drawn?.scrollIntoView({ block: 'nearest' }))
  return (
    <button
      type="button"
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={here}
      ref={show}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => take(choice)}
    >
      {choice.name} <small class="meta">{[choice.place, choice.code].filter(Boolean).join(' · ')}</small>
    </button>
  )
}
