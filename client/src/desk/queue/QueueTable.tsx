import type { Json } from '../../core/types/json'
import { d } from '../../text/desk'
import { namesIn } from '../shared/recordText'
import type { Resource } from '../shared/useResource'
import { AmountHead, SumLine } from './Amounts'
import { figureBehind } from './figure'
import { QueueRow } from './QueueRow'
import { SortHead } from './SortHead'
import type { useSelection } from './useSelection'

interface Props {
  query: URLSearchParams
  list: Resource
  records: Json[]
  selection: ReturnType<typeof useSelection>
}

/** One page of the queue as a table, a row for each record. */
export function QueueTable({ query, list, records, selection }: Props) {
  const { rows, here, picked, pickable, moveTo, toggle } = selection
  const every = query.get('for') === 'all'
  const figure = figureBehind(query)
  return (
    <table class={list.asking ? 'queue asking' : 'queue'}>
      <caption class="hidden">{d('queue.caption')}</caption>
      <thead>
        <tr>
          <td />
          <SortHead query={query} sorts={['title', '-title']}>
            {d('queue.content')}
          </SortHead>
          <SortHead query={query} sorts={['unit', '-unit']}>
            {d('queue.by')}
          </SortHead>
          {figure ? (
            <AmountHead query={query} figure={figure} />
          ) : (
            <SortHead query={query} sorts={['since', '-since']} falls>
              {d('queue.waits')}
            </SortHead>
          )}
          {every && (
            <SortHead query={query} sorts={['status', '-status']}>
              {d('queue.status')}
            </SortHead>
          )}
        </tr>
      </thead>
      <tbody ref={rows}>
        {records.map((record, index) => (
          <QueueRow
            key={record.id}
            record={record}
            called={namesIn(list.found?.body)}
            query={query}
            here={index === here}
            picked={picked.includes(record.id)}
            pickable={pickable(record)}
            status={every}
            figure={figure}
            toggle={(range) => toggle(index, range)}
            focused={() => moveTo(index)}
          />
        ))}
      </tbody>
      {figure && <SumLine query={query} figure={figure} columns={every ? 5 : 4} />}
    </table>
  )
}
