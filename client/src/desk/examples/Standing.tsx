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
    <span class={`state ${(one.fallen.length && one.state === 'published') || fell(one) ? 'needs' : one.state}`}>
      {[d(`example.${one.state}`), at && day(at)].filter(Boolean).join(' ')}
    </span>
  )
}

type Status = 'deleted' | 'rejected' | 'renewed' | 'reopened'

const STATUSES: Record<string, Status> = { deleted: 'deleted', rejected: 'rejected', approved: 'renewed' }

/** Whether the server withdrew an example by itself, and nobody has settled that yet. */
const fell = ({ state, withdrawn_by }: Entry) => state === 'withdrawn' && withdrawn_by === null

/** Why nobody reads an example any more, or sees a photo of it, and what can be done; why it was withdrawn. */
export function Lost({ one }: { one: Entry }) {
  const status = one.fallen[0] ?? (fell(one) ? one.withdrawn_reason : undefined)
  const why = status && (STATUSES[status] ?? 'reopened')
  return (
    <>
      {why && (one.state !== 'withdrawn' || fell(one)) && (
        <span class="why needs">
          {d(`example.record_${why}`)}
          {one.state === 'published' && ` ${d('example.not_read')}`}
          {fell(one) && ` ${d('example.fell', { day: day(one.withdrawn_at ?? '') })}`}
        </span>
      )}
      {why && fell(one) && <span class="why meta">{d(`example.next_${why === 'rejected' ? 'reopened' : why}`)}</span>}
      {one.hidden > 0 && one.state !== 'withdrawn' && (
        <span class="why needs">{d('example.photo_hidden', { n: one.hidden })}</span>
      )}
      {one.state === 'withdrawn' && one.withdrawn_by && (
        <span class="why meta">
          {d('example.withdrawn_why', { name: one.withdrawn_by, why: one.withdrawn_reason ?? '' })}
        </span>
      )}
    </>
  )
}
