import './Amounts.css'
import { d } from '../../text/desk'
import { number } from '../../text/format'
import { FILTERS } from '../review/queueAddress'
import { useResource } from '../shared/useResource'
import { type FigureBehind, sumText } from './figure'
import { SortHead } from './SortHead'

interface Props {
  query: URLSearchParams
  figure: FigureBehind
}

/** The head of the column with what each record adds to the figure; a tap sorts by it, where it is a plain sum. */
export function AmountHead({ query, figure: { measure, label } }: Props) {
  if (measure.kind !== 'sum' && measure.kind !== 'ratio') {
    return (
      <th scope="col" class="amount">
        {label}
      </th>
    )
  }
  return (
    <SortHead query={query} sorts={['-value', 'value']} falls class="amount">
      {label}
    </SortHead>
  )
}

const EVERY = 60_000 // milliseconds between two looks at the sum

/** What all records of a list, on all pages, add up to; undefined until the server has answered. */
export function useSum(query: URLSearchParams) {
  const asked = new URLSearchParams(FILTERS.flatMap((name) => (query.get(name) ? [[name, query.get(name) ?? '']] : [])))
  return useResource(query.get('measure') ? `/api/records/sum?${asked}` : null, EVERY).found?.body
}

/** The last line of the list: what all of its records, on all pages, add up to: the figure itself. */
export function SumLine({ query, figure, columns }: Props & { columns: number }) {
  const sum = useSum(query)
  if (!sum) return null
  return (
    <tfoot>
      <tr>
        <td />
        <th scope="row" colSpan={2}>
          {d('behind.total', { n: number(sum.records) })}
        </th>
        <td class="amount">
          <b>{sumText(figure, sum)}</b>
        </td>
        {columns > 4 && <td />}
      </tr>
    </tfoot>
  )
}
