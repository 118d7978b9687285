import './QueueFilters.css'
import type { Json } from '../../core/types/json'
import { atHand } from '../../records/catalog'
import { type DeskKey, d } from '../../text/desk'
import { number } from '../../text/format'
import { inLanguage, t } from '../../text/text'
import { Choose, Find, periodChoices } from '../shared/Filters'
import { FurtherFilters } from '../shared/FurtherFilters'
import { UnitFilter } from '../shared/UnitFilter'
import { useNarrow } from '../shared/useNarrow'
import { facet } from './counts'
import { DayRange } from './DayRange'
import { WhoseFilter } from './WhoseFilter'

const STATUSES = ['submitted', 'verified', 'returned', 'approved', 'rejected', 'draft', 'deleted'] as const
const FURTHER = ['period', 'age', 'day', 'since', 'sort']
const MAIN = ['for', 'whose', 'register', 'hint', 'unit']
const HINTS = ['any', 'twin', 'number', 'text', 'sunday', 'profile'] as const
const AGES = ['3', '7', '14', '30']

interface Props {
  query: URLSearchParams
  counts: Json[]
  hints: Record<string, number>
}

/**
 * The filters of the queue, which are stored in the address. The choices of register and status say how many records
 * they would show, from `counts`, the server's numbers by register and status; those of what there is to ask from `hints`.
 */
export function QueueFilters({ query, counts, hints }: Props) {
  const ofRegister = facet(counts, 'register', query)
  const ofStatus = facet(counts, 'status', query)
  const counted = (label: string, n: number | undefined) => (n === undefined ? label : `${label} (${number(n)})`)
  const narrow = useNarrow()
  const status = (
    <Choose
      name="status"
      label={d('queue.status')}
      none={d('queue.any')}
      choices={STATUSES.map((key) => [key, counted(t(`status.${key}`), ofStatus.get(key))])}
      query={query}
    />
  )
  const main = (
    <>
      <Choose
        name="for"
        label={d('queue.for')}
        none={d('queue.for_me')}
        choices={[['all', d('queue.for_all')]]}
        query={query}
      />
      <WhoseFilter query={query} />
      <Choose
        name="register"
        label={d('desk.register')}
        none={d('queue.any')}
        choices={(atHand()?.registers ?? []).map(({ key, title }) => [
          key,
          counted(inLanguage(title), ofRegister.get(key)),
        ])}
        query={query}
      />
      <Choose
        name="hint"
        label={d('quality.title')}
        none={d('queue.any')}
        choices={HINTS.map((kind) => [kind, counted(d(`quality.of_${kind}`), hints[kind])])}
        query={query}
      />
      <UnitFilter none={d('queue.any')} query={query} />
    </>
  )
  return (
    <search class="filters" aria-label={d('desk.filters')}>
      <Find value={query.get('q') ?? ''} label={d('queue.find')} hint={d('queue.find_hint')} />
      {narrow ? status : main}
      <FurtherFilters names={narrow ? [...MAIN, ...FURTHER] : ['status', ...FURTHER]} query={query}>
        {narrow ? main : status}
        <Further query={query} />
      </FurtherFilters>
    </search>
  )
}

function Further({ query }: { query: URLSearchParams }) {
  return (
    <>
      <Choose name="period" label={d('desk.period')} none={d('queue.any')} choices={periodChoices()} query={query} />
      <Choose
        name="age"
        label={d('queue.age')}
        none={d('queue.any')}
        choices={AGES.map((days) => [days, d('queue.age_from', { days })])}
        query={query}
      />
      <Choose name="sort" label={d('queue.sort')} none={d('queue.sort_since')} choices={sorts(query)} query={query} />
      <DayRange query={query} />
    </>
  )
}

const SORTS: [sort: string, label: DeskKey][] = [
  ['-since', 'queue.sort_since_down'],
  ['-changed', 'queue.sort_changed'],
  ['-day', 'queue.sort_day_down'],
  ['day', 'queue.sort_day'],
  ['unit', 'queue.sort_unit'],
  ['-unit', 'queue.sort_unit_down'],
  ['title', 'queue.sort_title'],
  ['-title', 'queue.sort_title_down'],
]
const BY_STATUS: typeof SORTS = [
  ['status', 'queue.sort_status'],
  ['-status', 'queue.sort_status_down'],
]
const BY_AMOUNT: typeof SORTS = [
  ['-value', 'queue.sort_value_down'],
  ['value', 'queue.sort_value'],
]

/** The orders in which the list may be shown, as choices: by status or amount where there is a column of it. */
function sorts(query: URLSearchParams): [string, string][] {
  const columns = [...(query.get('for') === 'all' ? BY_STATUS : []), ...(query.has('measure') ? BY_AMOUNT : [])]
  return [...SORTS, ...columns].map(([sort, label]) => [sort, d(label)])
}
