import { useEffect, useRef } from 'preact/hooks'
import type { Period } from '../../core/types/catalog'
import { atHand } from '../../records/catalog'
import { go } from '../../routes/route'
import { d } from '../../text/desk'
import { today } from '../../text/format'
import { periodNamed } from '../../text/periods'
import { inLanguage } from '../../text/text'

/** The present address with some of its filters (query parameters) changed; null or '' leaves one out. */
export function filteredAddress(changes: Record<string, string | null>): string {
  const query = new URLSearchParams(location.search)
  for (const [name, value] of Object.entries(changes)) {
    if (value) query.set(name, value)
    else query.delete(name)
  }
  const text = query.toString().replace(/%2C/g, ',')
  return text ? `${location.pathname}?${text}` : location.pathname
}

/** Changes filters in the address, as a new step in the browser's history, so that *back* undoes it. */
export const setFilters = (changes: Record<string, string | null>) => go(filteredAddress(changes))

const LOOK = 350 // milliseconds after the last letter

interface Choosing {
  name: string
  label: string
  /** The label of the choice of nothing; without it, one of the choices must be taken. */
  none?: string
  choices: [value: string, label: string][]
  query: URLSearchParams
}

/**
 * A filter of a list, as a select: a choice goes into the address at once. A value in the address that is not among the
 * choices is shown too.
 */
export function Choose({ name, label, none, choices, query }: Choosing) {
  const value = query.get(name) ?? ''
  const all: [string, string][] = none === undefined ? choices : [['', none], ...choices]
  const strange = value && !choices.some(([known]) => known === value)
  return (
    <Select
      {...{ name, label, value }}
      choices={strange ? [[value, name === 'period' ? periodNamed(value) : value], ...all] : all}
      choose={(value) => ({ [name]: value, cursor: null })}
    />
  )
}

interface Selecting extends Pick<Choosing, 'name' | 'label' | 'choices'> {
  value: string
  /** The changes of the address that a choice makes. */
  choose: (value: string) => Record<string, string | null>
}

/** A select of which a choice goes into the address at once. */
export function Select({ name, label, value, choices, choose }: Selecting) {
  return (
    <label class={`choose of-${name}`}>
      <span>{label}</span>
      <select name={name} value={value} onChange={(event) => setFilters(choose(event.currentTarget.value))}>
        {choices.map(([known, text]) => (
          <option key={known} value={known}>
            {text}
          </option>
        ))}
      </select>
    </label>
  )
}

/** A search box that puts the text into the address, shortly after the last letter or at once with Enter. */
export function Find({ value, label, hint }: { value: string; label: string; hint: string }) {
  const box = useRef<HTMLInputElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  useEffect(() => {
    if (box.current && box.current !== document.activeElement) box.current.value = value
  }, [value])
  useEffect(() => () => clearTimeout(timer.current), [])
  const look = (wait: number) => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => setFilters({ q: box.current?.value.trim() ?? '', cursor: null }), wait)
  }
  return (
    <label class="choose find">
      <span>{label}</span>
      <input
        ref={box}
        type="search"
        defaultValue={value}
        placeholder={hint}
        onInput={() => look(LOOK)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') look(0)
          if (event.key === 'Escape') box.current?.blur()
        }}
      />
    </label>
  )
}

/** The key and title of every register in the catalog, in its order, as choices of a filter. */
export const registerChoices = (): [string, string][] =>
  (atHand()?.registers ?? []).map(({ key, title }) => [key, inLanguage(title)])

/** The name of a period in the language in use, such as Học kỳ I năm học 2025–2026. */
export const periodWords = ({ key }: Pick<Period, 'key'>) => periodNamed(key) || d('period.once')

/**
 * The key and name of the periods that have begun, the latest first, as choices; only of `kinds`, if they are given.
 */
export function periodChoices(kinds?: string[]): [string, string][] {
  const now = today()
  return (atHand()?.periods ?? [])
    .filter(({ kind, starts }) => starts <= now && (!kinds || kinds.includes(kind)))
    .sort((one, other) => (one.starts < other.starts ? 1 : -1))
    .map((period) => [period.key, periodWords(period)])
}
