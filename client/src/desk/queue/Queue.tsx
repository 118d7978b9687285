import './Queue.css'
import { useState } from 'preact/hooks'
import { go } from '../../routes/route'
import { d } from '../../text/desk'
import { number } from '../../text/format'
import { KeyHelp } from '../review/KeyHelp'
import { filePath, listPath, recordPath } from '../review/queueAddress'
import { keepOrder } from '../review/queueOrder'
import { Reason } from '../review/Reason'
import { Undo } from '../review/Undo'
import { Unsettled } from '../review/Unsettled'
import { useKeys } from '../review/useKeys'
import { isPickable, waitsForMe } from '../review/verbs'
import { setFilters } from '../shared/Filters'
import { ListFile } from '../shared/ListFile'
import { ResourceView } from '../shared/ResourceView'
import type { ScreenProps } from '../shared/screen'
import { Title } from '../shared/Title'
import { useNarrow } from '../shared/useNarrow'
import { BulkActions } from './BulkActions'
import { figureBehind } from './figure'
import { ImportFilter } from './ImportFilter'
import { MeasureFilter } from './MeasureFilter'
import { QueueFilters } from './QueueFilters'
import { QueueTable } from './QueueTable'
import { useBulk } from './useBulk'
import { useQueue } from './useQueue'
import { useSelection } from './useSelection'

/**
 * The screen of the review queue: the records that the filters in the address leave, which can be decided on by
 * keyboard or several at once.
 */
export default function Queue({ query }: ScreenProps) {
  const { list, counts, hints, pending, records, found } = useQueue(query)
  const figure = figureBehind(query)
  // Behind a figure stands what it is made of, to be read: what counts in it is not offered to be reopened by the page.
  const selection = useSelection(records, figure ? waitsForMe : isPickable)
  const { here, chosen, pick, move, toggle } = selection
  const bulk = useBulk(records, selection)
  const narrow = useNarrow()
  const file = <ListFile path={filePath(query)} of={query.get('for') === 'all' ? 'ban ghi' : 'cho duyet'} />
  const [help, setHelp] = useState(false)
  if (list.found?.of === listPath(query)) keepOrder({ body: list.found.body, query })
  useKeys({
    j: () => move(document.activeElement?.closest('tbody') ? here + 1 : here),
    k: () => move(here - 1),
    x: () => toggle(here, false),
    X: () => toggle(here, true),
    a: () => bulk.act('accept'),
    v: () => bulk.act('accept'),
    r: () => bulk.act('return'),
    d: () => bulk.act('reject'),
    o: () => bulk.act('reopen'),
    Enter: () => records[here] && go(recordPath(records[here].id, query)),
    '/': () => document.querySelector<HTMLInputElement>('.filters input[type=search]')?.focus(),
    '?': () => setHelp(true),
    Escape: () => pick([]),
  })
  return (
    <>
      <div class="headed">
        <Title>{figure?.label ?? d('nav.queue')}</Title>
        <p class="meta" role="status">
          {found !== undefined &&
            d(query.get('for') === 'all' ? 'queue.all_found' : 'queue.found', { n: number(found) })}
        </p>
        {records.length > 0 && !narrow && file}
        <button type="button" class="plain keys" onClick={() => setHelp(true)}>
          {d('queue.keys')} <kbd>?</kbd>
        </button>
      </div>
      <QueueFilters query={query} counts={counts} hints={hints} />
      <MeasureFilter query={query} />
      <ImportFilter query={query} />
      <Unsettled pending={pending} query={query} />
      <ResourceView resource={list}>
        {list.found && records.length > 0 && (
          <>
            <BulkActions
              records={records.filter(selection.pickable)}
              chosen={chosen}
              pick={pick}
              those={bulk.those}
              act={bulk.act}
              given={list.again}
            />
            <QueueTable query={query} list={list} records={records} selection={selection} />
            <Pages query={query} next={list.found.body.next} />
            {narrow && file}
          </>
        )}
        {list.found && !records.length && <Empty query={query} next={list.found.body.next} />}
      </ResourceView>
      {bulk.asking && (
        <Reason {...bulk.asking} close={bulk.close} done={() => bulk.asking && bulk.done(bulk.asking.records)} />
      )}
      <Undo />
      {help && <KeyHelp close={() => setHelp(false)} />}
    </>
  )
}

function Pages({ query, next }: { query: URLSearchParams; next: string | null }) {
  if (!next && !query.has('cursor')) return null
  return (
    <nav class="pages" aria-label={d('queue.pages')}>
      {query.has('cursor') && (
        <button type="button" class="plain" onClick={() => setFilters({ cursor: null })}>
          {d('queue.first')}
        </button>
      )}
      {next && (
        <button type="button" class="secondary" onClick={() => setFilters({ cursor: next })}>
          {d('queue.next_page')}
        </button>
      )}
    </nav>
  )
}

/** What stands where no record is left: other pages, after those of one were decided on, or none at all. */
function Empty({ query, next }: { query: URLSearchParams; next: string | null }) {
  if (next || query.has('cursor')) {
    return (
      <section class="empty">
        <h2>{d('queue.page_done')}</h2>
        <p>{d('queue.page_done_why')}</p>
        <Pages query={query} next={next} />
      </section>
    )
  }
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
