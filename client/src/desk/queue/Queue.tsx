import './Queue.css'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Json } from '../../core/types/json'
import { watch } from '../../records/records'
import { go } from '../../routes/route'
import { d } from '../../text/desk'
import { number } from '../../text/format'
import { settle, usePending } from '../review/decisions'
import { Keys } from '../review/KeyHelp'
import { countsPath, facet, listPath, recordPath } from '../review/queueAddress'
import { Undo } from '../review/Undo'
import { Fate } from '../review/Unsettled'
import { useKeys } from '../review/useKeys'
import { verbFor, waitsForMe } from '../review/verbs'
import { filter } from '../shared/Filters'
import { Answer } from '../shared/ResourceView'
import { calledIn } from '../shared/recordText'
import type { ScreenProps } from '../shared/screen'
import { Title } from '../shared/Title'
import { useAsked } from '../shared/useResource'
import { Bulk } from './BulkActions'
import { Behind } from './MeasureFilter'
import { QueueFilters } from './QueueFilters'
import { QueueLine } from './QueueRow'

const EVERY = 20_000 // milliseconds between two looks at the queue

/** What waits for one's word: found by filters that stay in the address, decided by keyboard or in bulk. */
export default function Queue({ query }: ScreenProps) {
  const list = useAsked(listPath(query), EVERY)
  const counts = useAsked(countsPath(query), EVERY)
  const waiting = usePending()
  useEffect(
    () =>
      watch(() => {
        list.again()
        counts.again()
      }),
    [],
  )
  const [picked, setPicked] = useState<string[]>([])
  const [at, setAt] = useState(0)
  const [anchor, setAnchor] = useState<number | null>(null)
  const [help, setHelp] = useState(false)
  const rows = useRef<HTMLTableSectionElement>(null)
  const decided = new Set(waiting.filter(({ state }) => state !== 'refused').map(({ record }) => record))
  const all: Json[] = list.found?.body.records ?? []
  const records = all.filter(({ id }) => !decided.has(id))
  const here = Math.min(at, records.length - 1)
  const every = query.get('for') === 'all'
  const chosen = records.filter(({ id }) => picked.includes(id))
  const found: Json[] = counts.found?.body.counts ?? []
  const total = [...facet(found, 'register', query)].reduce(
    (sum, [key, n]) => (!query.get('register') || query.get('register') === key ? sum + n : sum),
    0,
  )

  const move = (to: number) => {
    const next = Math.max(0, Math.min(records.length - 1, to))
    setAt(next)
    rows.current?.querySelectorAll<HTMLElement>('a.title')[next]?.focus()
  }
  const toggle = (index: number, range: boolean) => {
    const id = records[index]?.id
    if (!id || !waitsForMe(records[index] as Json)) return
    const from = range && anchor !== null ? anchor : index
    const ids = records
      .slice(Math.min(from, index), Math.max(from, index) + 1)
      .filter(waitsForMe)
      .map((one) => one.id)
    const drops = !range && picked.includes(id)
    setPicked(drops ? picked.filter((one) => one !== id) : [...new Set([...picked, ...ids])])
    setAnchor(index)
    setAt(index)
  }
  const approve = async () => {
    const these = chosen.length ? chosen : records.slice(here, here + 1).filter(waitsForMe)
    if (these.length && (await settle(verbFor(these), these))) setPicked([])
  }
  useKeys({
    j: () => move(document.activeElement?.closest('tbody') ? here + 1 : here),
    k: () => move(here - 1),
    x: () => toggle(here, false),
    X: () => toggle(here, true),
    a: () => void approve(),
    v: () => void approve(),
    Enter: () => records[here] && go(recordPath(records[here].id, query)),
    '/': () => document.querySelector<HTMLInputElement>('.filters input[type=search]')?.focus(),
    '?': () => setHelp(true),
    Escape: () => setPicked([]),
  })

  return (
    <>
      <div class="headed">
        <Title>{d('nav.queue')}</Title>
        <p class="meta" role="status">
          {counts.found &&
            d(every ? 'queue.all_found' : 'queue.found', {
              n: number(Math.max(0, total - (all.length - records.length))),
            })}
        </p>
        <button type="button" class="plain keys" onClick={() => setHelp(true)}>
          {d('queue.keys')} <kbd>?</kbd>
        </button>
      </div>
      <QueueFilters query={query} counts={found} />
      <Behind query={query} />
      <Fate pending={waiting} query={query} />
      <Answer asked={list}>
        {list.found && records.length > 0 && (
          <>
            <Bulk records={records} chosen={chosen} pick={(ids) => setPicked(ids)} done={() => setPicked([])} />
            <table class={list.asking ? 'queue asking' : 'queue'}>
              <caption class="hidden">{d('queue.caption')}</caption>
              <thead>
                <tr>
                  <td />
                  <th scope="col">{d('queue.content')}</th>
                  <th scope="col">{d('queue.by')}</th>
                  <th scope="col">{d('queue.waits')}</th>
                  {every && <th scope="col">{d('queue.status')}</th>}
                </tr>
              </thead>
              <tbody ref={rows}>
                {records.map((record, index) => (
                  <QueueLine
                    key={record.id}
                    record={record}
                    called={calledIn(list.found?.body)}
                    query={query}
                    here={index === here}
                    picked={picked.includes(record.id)}
                    status={every}
                    toggle={(range) => toggle(index, range)}
                    focused={() => setAt(index)}
                  />
                ))}
              </tbody>
            </table>
            <Pages query={query} next={list.found.body.next} />
          </>
        )}
        {list.found && !records.length && <Empty query={query} />}
      </Answer>
      <Undo />
      {help && <Keys close={() => setHelp(false)} />}
    </>
  )
}

function Pages({ query, next }: { query: URLSearchParams; next: string | null }) {
  if (!next && !query.has('cursor')) return null
  return (
    <nav class="pages" aria-label={d('queue.pages')}>
      {query.has('cursor') && (
        <button type="button" class="plain" onClick={() => filter({ cursor: null })}>
          {d('queue.first')}
        </button>
      )}
      {next && (
        <button type="button" class="secondary" onClick={() => filter({ cursor: next })}>
          {d('queue.next_page')}
        </button>
      )}
    </nav>
  )
}

function Empty({ query }: { query: URLSearchParams }) {
  const narrowed = [...query.keys()].some((name) => !['for', 'sort'].includes(name))
  return (
    <section class="empty">
      <h2>{d(narrowed ? 'queue.none_here' : 'queue.empty')}</h2>
      <p>{d(narrowed ? 'queue.none_here_why' : 'queue.empty_why')}</p>
      {narrowed ? (
        <a class="secondary" href={query.get('for') === 'all' ? '/so/duyet?for=all' : '/so/duyet'}>
          {d('desk.clear')}
        </a>
      ) : (
        <a class="secondary" href="/so/duyet?for=all&sort=-changed">
          {d('queue.see_all')}
        </a>
      )}
    </section>
  )
}
