import '../overview/Overview.css'
import '../overview/Bars.css'
import { who } from '../../account/who'
import { atHand } from '../../records/catalog'
import { d } from '../../text/desk'
import { number } from '../../text/format'
import { lower } from '../../text/periods'
import { inLanguage } from '../../text/text'
import { Part } from '../overview/Part'
import { YearOnYear } from '../overview/YearOnYear'
import { dated } from '../shared/dated'
import { periodWords } from '../shared/Filters'
import { ResourceView } from '../shared/ResourceView'
import type { ScreenProps } from '../shared/screen'
import { Title } from '../shared/Title'
import { useResource } from '../shared/useResource'
import { Choices } from './Choices'
import { Counting } from './Counting'
import { CrossTable } from './CrossTable'
import { dimensionText, plainTable, rowsAlone, sortedRows, unlikeTotal } from './cells'
import type { Explored } from './types'
import { Views } from './Views'

const EVERY = 20_000 // milliseconds; an answer that has not changed costs next to nothing
const PARAMS = ['register', 'measure', 'rows', 'columns', 'unit', 'period', 'status']

/** Explore: any measure by one or two dimensions that one chooses, as a table with bars; all of it is in the address. */
export default function Explore({ query }: ScreenProps) {
  const params = new URLSearchParams([...query].filter(([name, value]) => PARAMS.includes(name) && value))
  const resource = useResource(`/api/explore?${params}`, EVERY)
  const data = resource.found?.body as Explored | undefined
  return (
    <div class={resource.asking ? 'overview explore asking' : 'overview explore'} aria-busy={resource.asking}>
      <div class="headed">
        <Title>{d('nav.explore')}</Title>
        <p class="meta" role="status">
          {data && d('desk.as_of', { at: dated(resource.found?.at ?? data.as_of) })}
        </p>
      </div>
      <ResourceView resource={resource}>
        {data && (
          <>
            <Views query={query} />
            <Choices data={data} query={query} />
            {data.empty && (
              <p class="note">
                {d('overview.earlier', { now: periodWords(data.empty), shown: lower(periodWords(data.period)) })}
              </p>
            )}
            <Answer data={data} sorted={query.get('xep')} again={resource.again} />
          </>
        )}
      </ResourceView>
    </div>
  )
}

interface AnswerProps {
  data: Explored
  sorted: string | null
  /** Reads the table anew, once its cells are counted. */
  again: () => void
}

function Answer({ data, sorted, again }: AnswerProps) {
  const rows = sortedRows(data, sorted)
  const { measure, rows_by: by, columns_by: across, more_rows: left, more_columns: narrower } = data
  const title = across
    ? d('explore.title_both', {
        measure: measure.label,
        rows: lower(dimensionText(by)),
        columns: lower(dimensionText(across)),
      })
    : d('explore.title', { measure: measure.label, rows: lower(dimensionText(by)) })
  if (!rows.some((row) => row.value || row.d || row.before) && !data.total.value && !data.total.d) return <Nothing />
  return (
    <>
      <Part
        heading="h2"
        title={title}
        data={{ ...data, title: registerTitle(data), demo: !!who().demo }}
        table={(named) => plainTable(data, rows, named)}
      >
        {data.uncounted && <Counting data={data} done={again} />}
        <CrossTable data={data} rows={rows} sorted={across ? sorted : null} />
        {unlikeTotal(data) && <p class="meta">{d(`explore.unlike_${unlikeTotal(data) ?? 'none'}`)}</p>}
        {left > 0 && <p class="meta">{d('explore.more_rows', { n: number(left) })}</p>}
        {narrower > 0 && <p class="meta">{d('explore.more_columns', { n: number(narrower) })}</p>}
      </Part>
      <YearOnYear
        register={data.register}
        unit={data.unit.id}
        period={data.period.key}
        status={data.status}
        measures={[[measure.key, measure.label]]}
        measure={measure.key}
        rows={rowsAlone(data)}
      />
    </>
  )
}

const registerTitle = ({ register }: Explored) => {
  const found = atHand()?.registers.find(({ key }) => key === register)
  return found ? inLanguage(found.title) : register
}

const Nothing = () => (
  <section class="empty">
    <h2>{d('overview.nothing')}</h2>
    <p>{d('explore.nothing_why')}</p>
  </section>
)
