import './Codes.css'
import { useRef, useState } from 'preact/hooks'
import qrcode from 'qrcode-generator'
import { say } from '../../api/requests'
import type { Json } from '../../core/types/json'
import { Icon } from '../../parts/Icon'
import { d } from '../../text/desk'
import { moment } from '../../text/format'
import { refusalWords } from '../shared/Sheet'
import { Title } from '../shared/Title'

/** Codes for one or many, printed a card each; they are shown here once and kept nowhere. */
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
        made.push(await say('POST', `/api/people/${person.id}/code`, { revoke }))
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
      {cards.length === 0 && !busy && (
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
            <input type="checkbox" checked={revoke} onChange={(event) => setRevoke(event.currentTarget.checked)} />
            {d('codes.revoke')}
          </label>
          <p class="meta">{d(revoke ? 'codes.revoke_why' : 'codes.stay_why')}</p>
        </section>
      )}
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
          <Card key={card.account} card={card} />
        ))}
      </ul>
    </>
  )
}

function Card({ card }: { card: Json }) {
  const address = `${location.origin}/vao?ten=${encodeURIComponent(card.username)}`
  return (
    <li class="code-card">
      <div>
        <h2>{card.name}</h2>
        <dl>
          <div>
            <dt>{d('people.username')}</dt>
            <dd>{card.username}</dd>
          </div>
          <div>
            <dt>{d('codes.code')}</dt>
            <dd class="code">{card.code}</dd>
          </div>
        </dl>
        <p>{d('codes.how', { address: location.host })}</p>
        <p class="meta">{d('codes.until', { at: moment(card.expires) })}</p>
      </div>
      <Square text={address} label={d('codes.square', { name: card.name })} />
    </li>
  )
}

const QUIET = 4 // modules of white that a reader needs around

/** A QR code as one path, black on white in dark rooms too. */
function Square({ text, label }: { text: string; label: string }) {
  const code = qrcode(0, 'M')
  code.addData(text)
  code.make()
  const size = code.getModuleCount()
  let path = ''
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      if (code.isDark(row, column)) path += `M${column} ${row}h1v1h-1z`
    }
  }
  const box = `${-QUIET} ${-QUIET} ${size + 2 * QUIET} ${size + 2 * QUIET}`
  return (
    <svg class="square" viewBox={box} role="img" aria-label={label}>
      <rect x={-QUIET} y={-QUIET} width="100%" height="100%" fill="#fff" />
      <path d={path} fill="#000" shape-rendering="crispEdges" />
    </svg>
  )
}
