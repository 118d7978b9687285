import './Codes.css'
import { useRef, useState } from 'preact/hooks'
import { change } from '../../api/requests'
import type { Json } from '../../core/types/json'
import { Icon } from '../../parts/Icon'
import { d } from '../../text/desk'
import { ended } from '../shared/roles'
import { refusalWords } from '../shared/Sheet'
import { Title } from '../shared/Title'
import { CodeCard } from './CodeCard'

/**
 * The page that makes one-time codes for one or many people and prints a card for each. The codes are shown only here
 * and stored nowhere.
 */
export function Codes({ people, close }: { people: Json[]; close: () => void }) {
  const [revoke, setRevoke] = useState(false)
  const [cards, setCards] = useState<Json[]>([])
  const [faults, setFaults] = useState<string[]>([])
  const [busy, setBusy] = useState(false)
  const stopped = useRef(false)
  const make = async () => {
    setBusy(true)
    const made: Json[] = []
    for (const person of people) {
      if (stopped.current) break
      try {
        made.push(await change('POST', `/api/people/${person.id}/code`, { revoke }))
        setCards([...made])
      } catch (fault) {
        setFaults((known) => [...known, `${person.name}: ${refusalWords(fault).join(' ')}`])
      }
    }
    setBusy(false)
  }
  const leave = () => {
    stopped.current = true
    close()
  }
  return (
    <>
      <div class="office-head print-away">
        <Title>{d('codes.title')}</Title>
      </div>
      {cards.length === 0 && !busy && <Question people={people} revoke={revoke} change={setRevoke} />}
      <div role="alert" class="print-away">
        {faults.map((fault) => (
          <p key={fault} class="fault">
            <Icon name="warn" /> {fault}
          </p>
        ))}
      </div>
      {busy && (
        <p role="status" class="print-away">
          {d('codes.making', { n: cards.length, of: people.length })}
          <progress value={cards.length} max={people.length} aria-label={d('codes.title')} />
        </p>
      )}
      {cards.length > 0 && !busy && <p class="note waiting print-away">{d('codes.once')}</p>}
      <div class="row print-away">
        {cards.length === 0 && !busy && (
          <button type="button" class="primary" onClick={() => void make()}>
            {d('codes.make', { n: people.length })}
          </button>
        )}
        {cards.length > 0 && !busy && (
          <button type="button" class="primary" onClick={() => print()}>
            {d('codes.print')}
          </button>
        )}
        <button type="button" class="plain" onClick={leave}>
          {d(cards.length ? 'codes.done' : 'office.back')}
        </button>
      </div>
      <ul class="cards">
        {cards.map((card) => (
          <CodeCard key={card.account} card={card} units={unitsOf(people.find(({ id }) => id === card.account))} />
        ))}
      </ul>
    </>
  )
}

/** The names of the units in which a person works, now or later. */
const unitsOf = (person: Json | undefined): string[] => [
  ...new Set<string>((person?.roles ?? []).filter((role: Json) => !ended(role)).map(({ name }: Json) => name)),
]

interface QuestionProps {
  people: Json[]
  revoke: boolean
  change: (revoke: boolean) => void
}

/** Asks, before codes are made, whether these people are also to be signed out on all their devices. */
function Question({ people, revoke, change }: QuestionProps) {
  return (
    <section class="codes-ask">
      <p>{d('codes.what', { n: people.length })}</p>
      <ul class="names">
        {people.map((person) => (
          <li key={person.id}>
            {person.name} <span class="meta">{person.username}</span>
          </li>
        ))}
      </ul>
      <label class="tick">
        <input type="checkbox" checked={revoke} onChange={(event) => change(event.currentTarget.checked)} />
        {d('codes.revoke')}
      </label>
      <p class="meta">{d(revoke ? 'codes.revoke_why' : 'codes.stay_why')}</p>
    </section>
  )
}
