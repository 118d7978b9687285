import './FurtherFilters.css'
import type { ComponentChildren } from 'preact'
import { d } from '../../text/desk'
import { useNarrow } from './useNarrow'

interface Props {
  /** The filters' names in the address. */
  names: readonly string[]
  query: URLSearchParams
  children: ComponentChildren
}

/**
 * Filters that are unfolded by whoever needs them; the word above them says how many are set. On a phone they stay
 * folded even then, as what was looked for is to be seen first.
 */
export function FurtherFilters({ names, query, children }: Props) {
  const set = names.filter((name) => query.has(name)).length
  const narrow = useNarrow()
  return (
    <details class="further" open={set > 0 && !narrow}>
      <summary>
        {d('queue.more_filters')}
        {set > 0 && <b class="count">{set}</b>}
      </summary>
      <div class="filters">{children}</div>
    </details>
  )
}

/** Filters that stand in the row with the others, and on a phone are folded away. */
export function FoldedWhereNarrow({ children, ...filters }: Props) {
  return useNarrow() ? <FurtherFilters {...filters}>{children}</FurtherFilters> : children
}
