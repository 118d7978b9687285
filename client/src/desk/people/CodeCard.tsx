import type { Json } from '../../core/types/json'
import { d } from '../../text/desk'
import { dated } from '../shared/dated'
import { Square } from '../shared/Square'

/**
 * The card with a person's one-time code, to be printed and cut out: name, `units`, username, code, until when it can be
 * used, what to do with it, and a QR code that opens the sign-in page with the username filled in.
 */
export function CodeCard({ card, units }: { card: Json; units: string[] }) {
  const address = `${location.origin}/vao?ten=${encodeURIComponent(card.username)}`
  return (
    <li class="code-card">
      <h2>{card.name}</h2>
      <p>{units.join(', ')}</p>
      <dl>
        <dt>{d('people.username')}</dt>
        <dd>{card.username}</dd>
        <dt>{d('codes.code')}</dt>
        <dd class="code">{card.code}</dd>
      </dl>
      <Square text={address} label={d('codes.square', { name: card.name })} />
      <ol>
        <li>{d('codes.open', { address: location.host })}</li>
        <li>{d('codes.type')}</li>
        <li>{d('codes.choose')}</li>
      </ol>
      <p class="meta">{d('codes.until', { at: dated(card.expires) })}</p>
    </li>
  )
}
