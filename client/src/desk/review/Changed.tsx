import type { Json } from '../../core/types/json'
import { d } from '../../text/desk'
import { moment } from '../../text/format'
import { namesIn, personIn } from '../shared/recordText'
import { verbsSince } from './changes'
import { verb } from './History'

interface Props {
  /** How many fields changed since the version `since`, which is undefined if this person never saw the record. */
  changes: number
  since: string | undefined
  seen: Json | undefined
}

/**
 * The line above a record's fields that says how many of them changed since this person last saw it, and when that was.
 */
export function Changed({ changes, since, seen }: Props) {
  const at = seen ? moment(seen.at) : ''
  const text = !since
    ? d('record.first')
    : changes
      ? d('record.changed', { n: changes, at })
      : d('record.unchanged', { at })
  return <p class={changes ? 'note waiting since' : 'meta since'}>{text}</p>
}

/**
 * Shown when a reviewer's decision was refused: the steps that changed the record's status since version `base`, on
 * which the decision was made; newest first. Nothing if there were none.
 */
export function Meanwhile({ record, base }: { record: Json; base: string }) {
  const entries = verbsSince(record, base)
  const called = namesIn(record)
  if (!entries.length) return null
  return (
    <ul class="meanwhile">
      {entries.map((entry) => (
        <li key={entry.id}>
          <b>{verb(entry.do)}</b> · {personIn(called, entry.by)}, {moment(entry.received)}
          {entry.text && <blockquote>{entry.text}</blockquote>}
        </li>
      ))}
    </ul>
  )
}
