import qrcode from 'qrcode-generator'
import type { Json } from '../../core/types/json'
import { d } from '../../text/desk'
import { dated } from '../shared/dated'

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

const QUIET = 4 // modules of white that a reader needs around

/** The QR code of a text, black on white also where the desk is dark; `label` says what it is to screen readers. */
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
