import { d } from '../../text/desk'
import { filteredAddress } from '../shared/Filters'

/** Over a list of what one workbook brought in: that it is narrowed to this, and the way out. */
export function ImportFilter({ query }: { query: URLSearchParams }) {
  if (!query.get('import')) return null
  return (
    <p class="note behind">
      <b>{d('queue.of_import')}</b>
      <a class="plain" href={filteredAddress({ import: null, cursor: null })}>
        {d('queue.not_of_import')}
      </a>
    </p>
  )
}
