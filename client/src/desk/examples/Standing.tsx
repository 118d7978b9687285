import './Standing.css'
import { d } from '../../text/desk'
import { day } from '../../text/format'
import type { Entry } from './types'

/** The state of an example as a word with its colour, and since when. */
export function StateWord({ one }: { one: Entry }) {
  const when = {
    prepared: one.prepared_at,
    proposed: undefined,
    published: one.published_at,
    withdrawn: one.withdrawn_at,
  }
  const at = when[one.state]
  return (
    <span class={`state ${one.fallen.length && one.state === 'published' ? 'needs' : one.state}`}>
      {[d(`example.${one.state}`), at && day(at)].filter(Boolean).join(' ')}
    </span>
  )
}

/** Why nobody reads a published example any more, or sees a photo of it; why it was withdrawn. */
export function Lost({ one }: { one: Entry }) {
  const [status] = one.fallen
  return (
    <>
      {one.state !== 'withdrawn' && status && (
        <span class="why needs">
          {d(
            status === 'deleted'
              ? 'example.record_deleted'
              : status === 'approved'
                ? 'example.record_renewed'
                : 'example.record_reopened',
          )}
          {one.state === 'published' && ` ${d('example.not_read')}`}
        </span>
      )}
      {one.hidden > 0 && <span class="why needs">{d('example.photo_hidden', { n: one.hidden })}</span>}
      {one.state === 'withdrawn' && (
        <span class="why meta">
          {d('example.withdrawn_why', { name: one.withdrawn_by ?? '', why: one.withdrawn_reason ?? '' })}
        </span>
      )}
    </>
  )
}
