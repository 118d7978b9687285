import './MeasureFilter.css'
import { change } from '../../api/requests'
import type { Json } from '../../core/types/json'
import { toast } from '../../parts/Toast'
import { atHand } from '../../records/catalog'
import { type DeskKey, d } from '../../text/desk'
import { FILTERS } from '../review/queueAddress'
import { filteredAddress } from '../shared/Filters'
import { hasPhotos } from '../shared/names'
import { explain } from '../shared/saveFile'
import { useOnce } from '../shared/useOnce'
import { useSum } from './Amounts'
import { figureBehind, narrowing, sumText } from './figure'

const OF_KIND: Record<string, DeskKey> = {
  sum: 'behind.sum',
  rows: 'behind.sum',
  units: 'behind.units',
  ratio: 'behind.ratio',
  share: 'behind.ratio',
}

/** Over a list that was opened from a number: what it is narrowed to, and the list as a file. */
export function MeasureFilter({ query }: { query: URLSearchParams }) {
  const sum = useSum(query)
  const names = ['measure', 'where', 'month'].filter((name) => query.get(name))
  if (!names.length) return null
  const figure = figureBehind(query)
  const register = atHand()?.registers.find(({ key }) => key === query.get('register')) as Json | undefined
  const parts = narrowing(query, register)
  return (
    <p class="note behind">
      {figure && sum && <b class="sum">{sumText(figure, sum)}</b>}
      {figure && d(OF_KIND[figure.measure.kind] ?? 'behind.count')}
      {parts && <b>{parts}</b>}
      {register && <AsFile query={query} format="xlsx" label="behind.file" />}
      {register && hasPhotos(register.key) && <AsFile query={query} format="zip" label="behind.photos" />}
      <a
        class="plain"
        href={filteredAddress(Object.fromEntries([...names, 'cursor', 'sort'].map((name) => [name, null])))}
      >
        {d('behind.whole')}
      </a>
    </p>
  )
}

/** A button that orders this very list as a file. */
function AsFile({ query, format, label }: { query: URLSearchParams; format: string; label: DeskKey }) {
  const [once, next] = useOnce()
  const order = () => {
    const filters = FILTERS.flatMap((name) => (query.get(name) ? [[name, query.get(name)]] : []))
    const body = { kind: 'records', format, ...Object.fromEntries(filters) }
    change('POST', '/api/exports', body, undefined, once).then(() => {
      next()
      toast(d('files.ordered'))
    }, explain)
  }
  return (
    <button type="button" class="plain" onClick={order}>
      {d(label)}
    </button>
  )
}
