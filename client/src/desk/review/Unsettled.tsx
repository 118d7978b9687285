import './Unsettled.css'
import { Icon } from '../../parts/Icon'
import { trouble } from '../../parts/Trouble'
import type { Pending } from '../../records/decisions'
import { dismiss } from '../../records/records'
import { type DeskKey, d } from '../../text/desk'
import { t } from '../../text/text'
import { recordPath } from './queueAddress'

const KNOWN = ['stale', 'bad_transition', 'forbidden', 'unknown_record', 'locked', 'moved'] as const

/** Why the server refused a decision, as a sentence that says what to do; the server's own for an unknown code. */
export function whyNot({ refusal }: Pending): string {
  const known = KNOWN.find((code) => code === refusal?.code)
  return known ? d(`no.${known}`) : (refusal?.detail ?? t('refused.other'))
}

/** Says how many of this person's decisions the server has not confirmed yet, and lists those that it refused. */
export function Unsettled({ pending, query }: { pending: Pending[]; query: URLSearchParams }) {
  const going = pending.filter(({ state }) => state !== 'refused')
  const refused = pending.filter(({ state }) => state === 'refused')
  return (
    <>
      {going.length > 0 && (
        <p class="word waiting" role="status">
          <Icon name="clock" /> {d('queue.going', { n: going.length })}
        </p>
      )}
      {refused.length > 0 && (
        <section class="note needs" role="alert">
          <h2>
            <Icon name="warn" /> {d('queue.refused', { n: refused.length })}
          </h2>
          <ul class="refused">
            {refused.map((one) => (
              <li key={one.mutation.id}>
                <p>
                  <b>{d(`verb.${one.mutation.do}` as DeskKey)}</b> “{one.about}”: {whyNot(one)}
                </p>
                <a class="plain" href={recordPath(one.record, query)}>
                  {d('queue.look')}
                </a>
                <button type="button" class="plain" onClick={() => dismiss(one.record).catch(trouble)}>
                  {d('queue.leave_it')}
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}
