import { cardAddress } from '../../account/card'
import type { Json } from '../../core/types/json'
import { d } from '../../text/desk'
import { dated } from '../shared/dated'
import { Square } from '../shared/Square'

/**
 * The card with a person's one-time code, to be printed and cut out: name, `units`, username, code, until when it can be
 * used, what to do with it, and a QR code that opens the sign-in page with both filled in.
 */
export function CodeCard({ card, units }: { card: Json; units: string[] }) {
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
      <Square text={cardAddress(card.username, card.code)} label={d('codes.square', { name: card.name })} />
      <ol>
        <li>{d('codes.open')}</li>
        <li>{d('codes.type', { address: location.host })}</li>
        <li>{d('codes.choose')}</li>
      </ol>
      <p class="meta">{d('codes.until', { at: dated(card.expires) })}</p>
    </li>
  )
}
