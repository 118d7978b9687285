import './SortHead.css'
import type { ComponentChildren } from 'preact'
import { USUAL } from '../review/queueAddress'
import { filteredAddress } from '../shared/Filters'

interface Props {
  query: URLSearchParams
  /** The orders that taps on the head take in turn, the first one first. */
  sorts: [first: string, second: string]
  /** Whether what the column shows falls in the first of these orders. */
  falls?: boolean
  class?: string
  children: ComponentChildren
}

/** The head of a column by which the list is sorted at a tap, and the other way round at the next. */
export function SortHead({ query, sorts, falls = false, class: name, children }: Props) {
  const at = sorts.indexOf(query.get('sort') ?? USUAL.sort)
  const next = sorts[at === 0 ? 1 : 0]
  const down = (at === 1) !== falls
  return (
    <th scope="col" class={name} aria-sort={at < 0 ? 'none' : down ? 'descending' : 'ascending'}>
      <a class="sort" href={filteredAddress({ sort: next === USUAL.sort ? null : next, cursor: null })}>
        {children} <span aria-hidden="true">{at < 0 ? '↕' : down ? '↓' : '↑'}</span>
      </a>
    </th>
  )
}
