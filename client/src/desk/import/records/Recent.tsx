import type { Json } from '../../../core/types/json'
import { register as registerOf } from '../../../records/catalog'
import { d } from '../../../text/desk'
import { moment, number } from '../../../text/format'
import { inLanguage } from '../../../text/text'
import { useResource } from '../../shared/useResource'
import { queueOf } from './Done'

/** What this account brought in of late, each with the way to its records. */
export function Recent() {
  const { found } = useResource('/api/record-imports')
  const done = ((found?.body.imports ?? []) as Json[]).filter(({ applied }) => applied)
  if (!done.length) return null
  return (
    <section>
      <h2>{d('bring.recent')}</h2>
      <ul class="bring-recent">
        {done.map((one) => (
          <li key={one.id}>
            <a href={queueOf(one.id)}>{one.name || '.xlsx'}</a>
            <span class="meta">
              {inLanguage(registerOf(one.register)?.title)} · {d('bring.records', { n: number(one.counts.new) })} ·{' '}
              {moment(one.applied)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
