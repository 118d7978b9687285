import './Hops.css'
import { Icon } from '../../parts/Icon'
import { d } from '../../text/desk'
import { number } from '../../text/format'
import { queuePath } from './queueAddress'
import type { QueueOrder } from './queueOrder'

interface Props {
  query: URLSearchParams
  order: QueueOrder
  help: () => void
}

/**
 * The row of links above a record: back to the queue, the record's place there, and the record before and after it.
 * `help` opens the list of keys.
 */
export function Hops({ query, order: { at, length, openBefore, openAfter }, help }: Props) {
  return (
    <nav class="hops" aria-label={d('queue.way')}>
      <a class="plain" href={queuePath(query)}>
        <Icon name="back" /> {d('nav.queue')}
      </a>
      {at >= 0 && <span class="meta">{d('queue.place', { at: number(at + 1), of: number(length) })}</span>}
      <span class="both">
        <button type="button" class="plain" disabled={!openBefore} onClick={openBefore}>
          {d('queue.before')} <kbd>k</kbd>
        </button>
        <button type="button" class="plain" disabled={!openAfter} onClick={openAfter}>
          {d('queue.after')} <kbd>j</kbd>
        </button>
        <button type="button" class="plain keys" onClick={help}>
          {d('queue.keys')} <kbd>?</kbd>
        </button>
      </span>
    </nav>
  )
}
