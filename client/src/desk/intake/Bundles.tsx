import { useEffect } from 'preact/hooks'
import type { Json } from '../../core/types/json'
import { register as registerOf } from '../../records/catalog'
import { d } from '../../text/desk'
import { moment, number } from '../../text/format'
import { inLanguage } from '../../text/text'
import { useResource } from '../shared/useResource'
import { Decide } from './Decide'

const EVERY = 30_000

/** Files of unsent work whose sessions have ended: each may be taken in or refused with a reason. `count` hears how many. */
export function Bundles({ count }: { count: (files: number) => void }) {
  const resource = useResource('/api/bundles', EVERY)
  const bundles: Json[] = resource.found?.body.bundles ?? []
  useEffect(() => count(bundles.length), [bundles.length])
  return (
    <ul class="intake">
      {bundles.map((bundle) => (
        <li key={bundle.id}>
          <article aria-label={d('bundles.of', { name: bundle.author.name })}>
            <h2>{d('bundles.of', { name: bundle.author.name })}</h2>
            <p>{d('bundles.why', { name: bundle.author.name })}</p>
            <p class="meta">{about(bundle)}</p>
            <ul>
              {bundle.records.map(({ id, form, title }: Json) => (
                <li key={id}>{[title, inLanguage(registerOf(form)?.title) || form].filter(Boolean).join(' · ')}</li>
              ))}
            </ul>
            <Decide
              path={`/api/bundles/${bundle.id}`}
              faultWords={({ detail }: Json) => detail}
              again={resource.again}
            />
          </article>
        </li>
      ))}
    </ul>
  )
}

function about({ unit, received, carrier, mutations, drafts }: Json): string {
  const came = carrier
    ? d('bundles.brought_by', { at: moment(received), name: carrier })
    : d('bundles.brought', { at: moment(received) })
  return [unit.name, came, d('bundles.holds', { n: number(mutations), drafts: number(drafts) })].join(' · ')
}
