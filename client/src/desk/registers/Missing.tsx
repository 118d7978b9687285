import './Missing.css'
import { useState } from 'preact/hooks'
import { type DeskKey, d } from '../../text/desk'
import { roleWord } from '../shared/roles'
import type { Fault } from './Faults'
import { Remarks } from './Remarks'
import { type Chosen, WantedFiles } from './WantedFiles'

/**
 * What an uploaded form does not say: of `lacking`, with a guess of each, and `files` with choices. `periods` lists what
 * `period` may be.
 */
export interface Guesses {
  key: string
  title: string
  period: string
  by: string[]
  review: string[]
  periods: string[]
  lacking: string[]
  files: string[]
}

/** What somebody says of a form, as the address of its upload takes it. */
export type Beside = Partial<Record<'key' | 'title' | 'period' | 'by' | 'review', string>> & { without?: string[] }

interface Props {
  name: string
  guesses: Guesses
  remarks: Fault[]
  /** Reads the form once more, with what was said beside it and the files that it wants. */
  proceed: (beside: Beside, files: File[]) => void
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
  const [chosen, choose] = useState<Chosen>({})
  const lacks = (one: string) => guesses.lacking.includes(one)
  const send = (event: Event) => {
    event.preventDefault()
    const without = guesses.files.filter((one) => !chosen[one])
    const said: Beside = { title: title.trim(), key, period, by: by.join(','), review }
    const beside = Object.fromEntries(Object.entries(said).filter(([one]) => lacks(one)))
    const files = Object.entries(chosen).flatMap(([one, file]) => (file ? [new File([file], one)] : []))
    proceed({ ...beside, without }, files)
  }
  return (
    <form class="missing" onSubmit={send}>
      <h2>{d('register.missing', { name })}</h2>
      <p class="lead">{d(guesses.lacking.length ? 'register.missing_why' : 'register.files_why')}</p>
      <WantedFiles names={guesses.files} chosen={chosen} choose={choose} />
      {lacks('title') && <TitleAsked title={title} change={setTitle} />}
      {lacks('key') && <KeyAsked value={key} change={setKey} />}
      {lacks('period') && (
        <Choice id="missing-period" label={d('register.period')} value={period} change={setPeriod}>
          {guesses.periods.map((one) => [one, d(`register.period.${one}` as DeskKey)])}
        </Choice>
      )}
      {lacks('by') && <Writers by={by} change={setBy} />}
      {lacks('review') && (
        <Choice id="missing-review" label={d('register.review')} value={review} change={setReview}>
          {[...new Set([guesses.review.join(','), ...REVIEWS])].map((one) => [
            one,
            one
              .split(',')
              .map((role) => roleWord(role))
              .join(' → '),
          ])}
        </Choice>
      )}
      {remarks.length > 0 && (
        <details>
          <summary>{d('register.not_kept', { n: remarks.length })}</summary>
          <Remarks remarks={remarks} />
        </details>
      )}
      <div class="row">
        <button
          type="submit"
          class="primary"
          disabled={!by.length || guesses.files.some((one) => chosen[one] === undefined)}
        >
          {d('register.go_on')}
        </button>
        <button type="button" class="plain" onClick={leave}>
          {d('register.back')}
        </button>
      </div>
    </form>
  )
}

function TitleAsked({ title, change }: { title: string; change: (title: string) => void }) {
  return (
    <>
      <label for="missing-title">{d('register.title')}</label>
      <input
        id="missing-title"
        value={title}
        required
        maxLength={200}
        onInput={(event) => change(event.currentTarget.value)}
      />
    </>
  )
}

function KeyAsked({ value, change }: { value: string; change: (key: string) => void }) {
  return (
    <>
      <label for="missing-key">{d('register.key')}</label>
      <input
        id="missing-key"
        value={value}
        required
        pattern="[a-z][a-z0-9_]{0,62}"
        aria-describedby="missing-key-why"
        onInput={(event) => change(event.currentTarget.value)}
      />
      <p class="help" id="missing-key-why">
        {d('register.key_why')}
      </p>
    </>
  )
}

interface ChoiceProps {
  id: string
  label: string
  value: string
  change: (value: string) => void
  children: [value: string, label: string][]
}

function Choice({ id, label, value, change, children }: ChoiceProps) {
  return (
    <>
      <label for={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => change(event.currentTarget.value)}>
        {children.map(([one, text]) => (
          <option key={one} value={one}>
            {text}
          </option>
        ))}
      </select>
    </>
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
