import './Examples.css'
import { d } from '../../text/desk'
import { inLanguage } from '../../text/text'
import { filteredAddress } from '../shared/Filters'
import { ResourceView } from '../shared/ResourceView'
import type { ScreenProps } from '../shared/screen'
import { Title } from '../shared/Title'
import { useResource } from '../shared/useResource'
import { Conference } from './Conference'
import { OneExample } from './OneExample'
import { Lost, StateWord } from './Standing'
import type { Entry, State } from './types'

const STATES: State[] = ['prepared', 'proposed', 'published', 'withdrawn']

/** The screen of examples: the list of all, or the one that the address names. */
export default function Examples({ id, query }: ScreenProps) {
  return id ? <OneExample key={id} id={id} /> : <List state={query.get('state')} />
}

function List({ state }: { state: string | null }) {
  const resource = useResource(`/api/examples${state ? `?state=${state}` : ''}`)
  const body = resource.found?.body
  const examples: Entry[] = body?.examples ?? []
  return (
    <>
      <div class="headed">
        <Title>{d('nav.examples')}</Title>
        <a class="plain" href="/so/duyet?for=all&status=approved&sort=-changed">
          {d('example.choose')}
        </a>
      </div>
      <p class="lead">{d('example.lead')}</p>
      <ResourceView resource={resource}>
        {body && (
          <nav class="chips along" aria-label={d('example.by_state')}>
            {[null, ...STATES].map((one) => (
              <a
                key={one}
                class="chip"
                href={filteredAddress({ state: one })}
                aria-current={state === one ? 'page' : undefined}
              >
                {one ? `${d(`example.${one}`)} ${body?.counts[one]}` : d('example.all')}
              </a>
            ))}
          </nav>
        )}
        {(body?.lost ?? 0) > 0 && <p class="note waiting">{d('example.lost', { n: body?.lost ?? 0 })}</p>}
        {!!body?.years?.length && <Conference years={body.years} />}
        {body && !examples.length && (
          <section class="empty">
            <h2>{d('example.none')}</h2>
            <p>{d('example.none_why')}</p>
          </section>
        )}
        <ul class="examples">
          {examples.map((one) => (
            <Row key={one.id} one={one} />
          ))}
        </ul>
      </ResourceView>
    </>
  )
}

function Row({ one }: { one: Entry }) {
  return (
    <li>
      <a class="title" href={`/so/dien-hinh/${one.id}`}>
        {one.title || d('example.untitled')}
      </a>
      <StateWord one={one} />
      <span class="meta">
        {[one.unit_name, inLanguage(one.kind_label), one.year, d('example.photos_n', { n: one.photos })].join(' · ')}
      </span>
      <Lost one={one} />
    </li>
  )
}
