import type { Json } from '../../core/types/json'
import { d } from '../../text/desk'
import { namesIn } from '../shared/recordText'
import type { Resource } from '../shared/useResource'
import { AmountHead, SumLine } from './Amounts'
import { figureBehind } from './figure'
import { QueueRow } from './QueueRow'
import type { useSelection } from './useSelection'

interface Props {
  query: URLSearchParams
  list: Resource
  records: Json[]
  selection: ReturnType<typeof useSelection>
}

/** One page of the queue as a table, a row for each record. */
export function QueueTable({ query, list, records, selection }: Props) {
  const { rows, here, picked, moveTo, toggle } = selection
  const every = query.get('for') === 'all'
  const figure = figureBehind(query)
  return (
    <table class={list.asking ? 'queue asking' : 'queue'}>
      <caption class="hidden">{d('queue.caption')}</caption>
      <thead>
        <tr>
          <td />
          <th scope="col">{d('queue.content')}</th>
          <th scope="col">{d('queue.by')}</th>
          {figure ? <AmountHead query={query} figure={figure} /> : <th scope="col">{d('queue.waits')}</th>}
          {every && <th scope="col">{d('queue.status')}</th>}
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
