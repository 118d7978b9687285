import type { Json } from '../../core/types/json'
import { atHand } from '../../records/catalog'
import { d } from '../../text/desk'
import { inLanguage, t } from '../../text/text'
import { periodChoices, periodWords, Select } from '../shared/Filters'
import { FoldedWhereNarrow } from '../shared/FurtherFilters'
import { UnitFilter } from '../shared/UnitFilter'
import { dimensionText } from './cells'
import type { Explored } from './types'

const WAITING_TOO = 'submitted,verified,approved'
const FURTHER = ['rows', 'columns', 'unit', 'period', 'status']
/** Dimensions of which a table has one at most: each unit lies in one other. */
const OF_ONE_UNIT = ['unit', 'reporting_unit']

/**
 * What the table is of, as choices that go into the address at once: a choice drops what does not go with it. What the
 * address says stands before what the answer (`data`) is of, as that may still be on its way.
 */
export function Choices({ data, query }: { data: Explored; query: URLSearchParams }) {
  const registers = (atHand()?.registers ?? []).filter(measured)
  const register = registers.find(({ key }) => key === data.register)
  const rows = query.get('rows') ?? data.rows_by.key
  const columns = query.get('columns') ?? data.columns_by?.key ?? ''
  const dimensions = data.dimensions.map((one): [string, string] => [one.key, dimensionText(one)])
  const across = dimensions.filter(([key]) => !clashes(rows, key))
  const wide = data.status.length > 1
  const shown = new URLSearchParams({ unit: query.get('unit') ?? data.unit.id })
  return (
    <search class="filters" aria-label={d('desk.filters')}>
      <Choice
        name="register"
        label={d('desk.register')}
        value={query.get('register') ?? data.register}
        choices={registers.map(({ key, title }) => [key, inLanguage(title)])}
        choose={(register) => ({ register, measure: null, rows: null, columns: null, period: null, status: null })}
      />
      <Choice
        name="measure"
        label={d('overview.measure')}
        value={query.get('measure') ?? data.measure.key}
        choices={(measured(register) ?? []).map(({ key, label }) => [key, inLanguage(label)])}
        choose={(measure) => ({ measure, rows: null, columns: null })}
      />
      <FoldedWhereNarrow names={FURTHER} query={query}>
        <Choice
          name="rows"
          label={d('explore.rows')}
          value={rows}
          choices={dimensions}
          choose={(key) => ({ rows: key, columns: clashes(key, columns) ? null : columns })}
        />
        <Choice
          name="columns"
          label={d('explore.columns')}
          value={columns}
          choices={[['', d('explore.no_columns')], ...across]}
          choose={(columns) => ({ columns })}
        />
        <UnitFilter query={shown} />
        <Choice
          name="period"
          label={d('desk.period')}
          value={query.get('period') ?? data.period.key}
          choices={withShown(periodChoices(), [data.period.key, periodWords(data.period)])}
          choose={(period) => ({ period })}
        />
        <Choice
          name="status"
          label={d('overview.counted')}
          value={wide ? WAITING_TOO : (data.status[0] ?? '')}
          choices={[
            ['approved', t('status.approved')],
            [WAITING_TOO, d('overview.waiting_too')],
          ]}
          choose={(status) => ({ status })}
        />
      </FoldedWhereNarrow>
    </search>
  )
}

/** The measures of a register of the catalog; undefined if it has none. */
const measured = (register: unknown): Json[] | undefined => {
  const measures = (register as Json | undefined)?.measures as Json[] | undefined
  return measures?.length ? measures : undefined
}

const clashes = (rows: string, columns: string) =>
  rows === columns || (OF_ONE_UNIT.includes(rows) && OF_ONE_UNIT.includes(columns))

const withShown = (choices: [string, string][], shown: [string, string]): [string, string][] =>
  choices.some(([key]) => key === shown[0]) ? choices : [shown, ...choices]

type Selecting = Parameters<typeof Select>[0]

/** A choice of what the table is of; by which column it is sorted belongs to the table before. */
const Choice = ({ choose, ...selecting }: Selecting) => (
  <Select {...selecting} choose={(value) => ({ ...choose(value), xep: null })} />
)
