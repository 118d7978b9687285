import './Hints.css'
import { change } from '../../api/requests'
import type { Json } from '../../core/types/json'
import type { Register } from '../../core/types/register'
import { Icon } from '../../parts/Icon'
import { nameOf } from '../../records/catalog'
import { d } from '../../text/desk'
import { day, moment } from '../../text/format'
import { explain } from '../shared/saveFile'
import { useResource } from '../shared/useResource'
import { type Hint, hintText } from './hints'
import { recordPath } from './queueAddress'

interface Props {
  record: Json
  register: Register
  query: URLSearchParams
}

/**
 * What a careful reviewer would ask about a record, each with its numbers and, where it is like another record, a link
 * to that one. Whoever decides on the record can say that it is right. Nothing where there is nothing to ask.
 */
export function Hints({ record, register, query }: Props) {
  const path = `/api/records/${record.id}/hints`
  // The version is no parameter of the address: it lets a changed record be asked about anew.
  const { found, again } = useResource(`${path}?${new URLSearchParams({ version: record.version })}`)
  const hints: Hint[] = found?.body.hints ?? []
  if (!hints.length) return null
  const settle = ({ kind, field }: Hint, right: boolean) =>
    change('PUT', `${path}/${kind}/${encodeURIComponent(field)}`, { version: found?.body.version, right }).then(
      again,
      (fault) => {
        again()
        explain(fault)
      },
    )
  return (
    <section class="hints" aria-labelledby="hints">
      <h2 id="hints">{d('quality.title')}</h2>
      <ul>
        {hints.map((hint) => (
          <OneHint
            key={`${hint.kind} ${hint.field}`}
            hint={hint}
            text={hintText(hint, register)}
            query={query}
            {...(found?.body.may_settle && !found.old && { settle: (right: boolean) => void settle(hint, right) })}
          />
        ))}
      </ul>
    </section>
  )
}

interface OneProps {
  hint: Hint
  text: string
  query: URLSearchParams
  settle?: (right: boolean) => void
}

function OneHint({ hint, text, query, settle }: OneProps) {
  const { other, settled } = hint
  return (
    <li class={settled ? 'settled' : ''}>
      <div>
        <p class={settled ? '' : 'word waiting'}>
          <Icon name={settled ? 'check' : 'warn'} /> <span>{text}</span>
        </p>
        {other && (
          <p class="other">
            <a href={recordPath(other.record, query)}>{other.title}</a>{' '}
            <span class="meta">
              {[nameOf(other.unit), other.author, other.day && day(other.day)].filter(Boolean).join(' · ')}
            </span>
          </p>
        )}
        {hint.hidden && <p class="meta">{d('quality.hidden')}</p>}
        {settled && <p class="meta">{d('quality.settled', { by: settled.by, at: moment(settled.at) })}</p>}
      </div>
      {settle && (
        <button type="button" class={settled ? 'plain' : 'secondary'} onClick={() => settle(!settled)}>
          {d(settled ? 'quality.again' : 'quality.right')}
          <span class="hidden">: {text}</span>
        </button>
      )}
    </li>
  )
}
