import './Missing.css'
import { useState } from 'preact/hooks'
import { type DeskKey, d } from '../../text/desk'
import { inLanguage } from '../../text/text'
import { roleWord } from '../shared/roles'
import type { Fault } from './Faults'

/** What an uploaded form does not say, with a guess of each; `periods` lists what `period` may be. */
export interface Guesses {
  key: string
  title: string
  period: string
  by: string[]
  review: string[]
  periods: string[]
}

/** What somebody says of a form, as the address of its upload takes it. */
export type Beside = Record<'key' | 'title' | 'period' | 'by' | 'review', string>

interface Props {
  name: string
  guesses: Guesses
  remarks: Fault[]
  /** Reads the file once more, with what was said beside it. */
  proceed: (beside: Beside) => void
  leave: () => void
}

const BY = ['teacher', 'leader', 'commune', 'department']
const REVIEWS = ['leader,department', 'leader,commune', 'department', 'commune']

/** Asks for what a form made for another system does not say, before a draft is made of it. */
export function Missing({ name, guesses, remarks, proceed, leave }: Props) {
  const [title, setTitle] = useState(guesses.title)
  const [key, setKey] = useState(guesses.key)
  const [period, setPeriod] = useState(guesses.period)
  const [by, setBy] = useState(guesses.by)
  const [review, setReview] = useState(guesses.review.join(','))
  const send = (event: Event) => {
    event.preventDefault()
    proceed({ title: title.trim(), key, period, by: by.join(','), review })
  }
  return (
    <form class="missing" onSubmit={send}>
      <h2>{d('register.missing', { name })}</h2>
      <p class="lead">{d('register.missing_why')}</p>
      <label for="missing-title">{d('register.title')}</label>
      <input
        id="missing-title"
        value={title}
        required
        maxLength={200}
        onInput={(event) => setTitle(event.currentTarget.value)}
      />
      <label for="missing-key">{d('register.key')}</label>
      <input
        id="missing-key"
        value={key}
        required
        pattern="[a-z][a-z0-9_]{0,62}"
        aria-describedby="missing-key-why"
        onInput={(event) => setKey(event.currentTarget.value)}
      />
      <p class="help" id="missing-key-why">
        {d('register.key_why')}
      </p>
      <label for="missing-period">{d('register.period')}</label>
      <select id="missing-period" value={period} onChange={(event) => setPeriod(event.currentTarget.value)}>
        {guesses.periods.map((one) => (
          <option key={one} value={one}>
            {d(`register.period.${one}` as DeskKey)}
          </option>
        ))}
      </select>
      <Writers by={by} change={setBy} />
      <label for="missing-review">{d('register.review')}</label>
      <select id="missing-review" value={review} onChange={(event) => setReview(event.currentTarget.value)}>
        {REVIEWS.map((one) => (
          <option key={one} value={one}>
            {one
              .split(',')
              .map((role) => roleWord(role))
              .join(' → ')}
          </option>
        ))}
      </select>
      <Remarks remarks={remarks} />
      <div class="row">
        <button type="submit" class="primary" disabled={!by.length}>
          {d('register.go_on')}
        </button>
        <button type="button" class="plain" onClick={leave}>
          {d('register.back')}
        </button>
      </div>
    </form>
  )
}

function Writers({ by, change }: { by: string[]; change: (by: string[]) => void }) {
  return (
    <fieldset>
      <legend>{d('register.writers')}</legend>
      {BY.map((role) => (
        <label key={role} class="tick">
          <input
            type="checkbox"
            checked={by.includes(role)}
            onChange={() => change(BY.filter((one) => (one === role) !== by.includes(one)))}
          />
          {roleWord(role)}
        </label>
      ))}
    </fieldset>
  )
}

function Remarks({ remarks }: { remarks: Fault[] }) {
  const placed = remarks.filter(({ row }) => row)
  if (!placed.length) return null
  return (
    <details>
      <summary>{d('register.not_kept', { n: placed.length })}</summary>
      <ul>
        {placed.map((one) => (
          <li key={`${one.sheet}${one.row}${one.en}`}>
            {d('register.place', { sheet: one.sheet ?? '', row: one.row ?? '' })} {inLanguage(one)}
          </li>
        ))}
      </ul>
    </details>
  )
}
