import './Overview.css'
import { useEffect, useRef, useState } from 'preact/hooks'
import { d } from '../../text/desk'
import { lower } from '../../text/periods'
import { t } from '../../text/text'
import { dated } from '../shared/dated'
import { Choose, periodWords, setFilters } from '../shared/Filters'
import { ResourceView } from '../shared/ResourceView'
import type { ScreenProps } from '../shared/screen'
import { Title } from '../shared/Title'
import { UnitFilter } from '../shared/UnitFilter'
import { useResource } from '../shared/useResource'
import { Bars } from './Bars'
import { Chosen } from './Chosen'
import { Completeness } from './Completeness'
import { AllMeasures, Figures } from './Figures'
import { exploreLink, overviewLink, schoolLink } from './links'
import { Months } from './Months'
import { Needs } from './Needs'
import { Part } from './Part'
import { RegisterTable } from './RegisterTable'
import { SavedViews } from './SavedViews'
import { Spread } from './Spread'
import { Statuses } from './Statuses'
import { headOf, sectionTable, sentTable, spreadTable, standingTable } from './tables'
import type { Overview as OverviewData } from './types'
import { YearOnYear } from './YearOnYear'

const EVERY = 5_000 // milliseconds; an answer that has not changed costs next to nothing
const PARAMS = ['unit', 'register', 'period', 'status']

/** The desk's first screen: figures, charts and completeness of a unit and all below it, renewed while it is open. */
export default function Overview({ query }: ScreenProps) {
  const params = new URLSearchParams([...query].filter(([name]) => PARAMS.includes(name)))
  const path = `/api/overview?${params}`
  const resource = useResource(path, EVERY)
  const data = resource.found?.body as OverviewData | undefined
  const fresh = useFresh(resource.found?.of, data?.as_of)
  return (
    <div class={resource.asking ? 'overview asking' : 'overview'} aria-busy={resource.asking}>
      {!data && <Title>{d('nav.overview')}</Title>}
      <ResourceView resource={resource}>
        {data && (
          <>
            <Head data={data} at={resource.found?.at ?? data.as_of} fresh={fresh} query={query} />
            <Chosen data={data} />
            <SavedViews />
            <RegisterTable data={data} query={query} />
            <OfRegister data={data} />
          </>
        )}
      </ResourceView>
    </div>
  )
}

function Head({ data, at, fresh, query }: { data: OverviewData; at: string; fresh: boolean; query: URLSearchParams }) {
  return (
    <>
      <div class="headed">
        <div>
          {data.path.length > 0 && (
            <nav class="path" aria-label={d('overview.path')}>
              {data.path.map(({ id, name }) => (
                <a key={id} href={overviewLink({ unit: id })}>
                  {name}
                </a>
              ))}
            </nav>
          )}
          <Title>{data.unit.name}</Title>
        </div>
        <p class="meta" role="status">
          {data.demo && <b class="demo">{d('overview.demo')}</b>} {d('desk.as_of', { at: dated(at) })}
          <span class={fresh ? 'fresh on' : 'fresh'}>{fresh ? ` · ${d('overview.fresh')}` : ''}</span>
        </p>
      </div>
      <Needs data={data} />
      {data.empty && (
        <p class="note">
          {d('overview.earlier', { now: periodWords(data.empty), shown: lower(periodWords(data.period)) })}
        </p>
      )}
      <Filters data={data} query={query} />
    </>
  )
}

function Filters({ data, query }: { data: OverviewData; query: URLSearchParams }) {
  const shown = new URLSearchParams(query)
  shown.set('period', data.period.key)
  shown.set('unit', data.unit.id)
  const counted = data.standing.counted
  const wide = counted.length > 1
  return (
    <search class="filters" aria-label={d('desk.filters')}>
      {(data.below.length > 0 || data.path.length > 0) && (
        <UnitFilter near={data.unit.id} beside={[...data.path, data.unit, ...data.below]} query={shown} />
      )}
      <Choose
        name="period"
        label={d('desk.period')}
        choices={data.periods.map((period) => [period.key, periodWords(period)])}
        query={shown}
      />
      <label class="choose">
        <span>{d('overview.counted')}</span>
        <select
          name="status"
          value={wide ? 'all' : counted[0]}
          onChange={(event) =>
            setFilters({ status: event.currentTarget.value === 'all' ? WAITING_TOO : event.currentTarget.value })
          }
        >
          <option value="approved">{t('status.approved')}</option>
          <option value="all">{d('overview.waiting_too')}</option>
          {!wide && counted[0] !== 'approved' && <option value={counted[0]}>{counted[0]}</option>}
        </select>
      </label>
      <button type="button" class="secondary print" onClick={() => print()}>
        {d('overview.print')}
      </button>
    </search>
  )
}

const WAITING_TOO = 'submitted,verified,approved'

function OfRegister({ data }: { data: OverviewData }) {
  const heading = useRef<HTMLHeadingElement>(null)
  const some = data.measures.some(({ total }) => total.value || total.d)
  const records = Object.keys(data.standing.total).length > 0
  return (
    <section class="of-register" aria-labelledby="register">
      <div class="register-head">
        <h2 id="register" ref={heading}>
          {data.title}
        </h2>
        <p class="meta">
          {periodWords(data.period)}
          {' · '}
          <a href={exploreLink(data)}>{d('nav.explore')}</a>
          {data.unit.kind === 'school' && (
            <>
              {' · '}
              <a href={schoolLink(data.unit.id)}>{d('overview.school_page')}</a>
            </>
          )}
        </p>
      </div>
      {some ? <Figures data={data} /> : <Empty data={data} records={records} />}
      <div class="parts">
        <Part title={d('overview.who_has_sent')} data={data} table={(title) => sentTable(data, title)}>
          <Completeness data={data} />
        </Part>
        {records && (
          <Part title={d('overview.standing')} data={data} table={(title) => standingTable(data, title)}>
            <Statuses data={data} />
          </Part>
        )}
        {some &&
          data.charts.map(
            (section) =>
              section.charts.some(({ rows }) => rows.length > 0) && (
                <Part
                  key={section.by}
                  title={headOf(section, data)}
                  data={data}
                  table={(title) => sectionTable(section, data, title)}
                  class="wide"
                >
                  {section.by === 'month' ? (
                    <Months section={section} data={data} />
                  ) : (
                    <Bars section={section} data={data} />
                  )}
                </Part>
              ),
          )}
        {data.spread && some && <SpreadPart spread={data.spread} data={data} />}
        {some && (
          <YearOnYear
            register={data.register}
            unit={data.unit.id}
            period={data.period.key}
            status={data.standing.counted}
            measures={measureNames(data)}
            measure={data.measures.find(({ charted }) => charted)?.key}
          />
        )}
        {some && (
          <details class="part wide">
            <summary>{d('overview.all_measures', { n: data.measures.length })}</summary>
            <AllMeasures data={data} />
          </details>
        )}
      </div>
    </section>
  )
}

/** The measures of the register, by key and name. */
export const measureNames = ({ measures }: OverviewData) =>
  measures.map(({ key, label }): [string, string] => [key, label])

function SpreadPart({ spread, data }: { spread: NonNullable<OverviewData['spread']>; data: OverviewData }) {
  const table = spread.sources.length ? { table: (title: string) => spreadTable(spread, title) } : {}
  return (
    <Part title={d('overview.spread')} data={data} class="wide" {...table}>
      <Spread spread={spread} data={data} />
    </Part>
  )
}

/** The note where there are no figures yet: why, and what to do. `records`: whether there are records at all. */
function Empty({ data, records }: { data: OverviewData; records: boolean }) {
  return (
    <section class="empty">
      <h3>{d('overview.nothing')}</h3>
      <p>{d(records ? 'overview.nothing_approved' : 'overview.nothing_why')}</p>
      {records && data.standing.counted.length === 1 && (
        <a class="secondary" href={overviewLink({ status: WAITING_TOO })}>
          {d('overview.count_waiting')}
        </a>
      )}
    </section>
  )
}

const MARKED = 8_000 // milliseconds

/**
 * A hook that gives, for some seconds, whether the figures have just changed: the path `of` from which they come is the
 * same, but the moment `asOf` at which the server read them is another.
 */
function useFresh(of: string | undefined, asOf: string | undefined): boolean {
  const [fresh, set] = useState(false)
  const last = useRef<{ of: string | undefined; asOf: string | undefined }>({ of, asOf })
  useEffect(() => {
    const changed = last.current.of === of && last.current.asOf !== undefined && last.current.asOf !== asOf
    last.current = { of, asOf }
    if (!changed) return set(false)
    set(true)
    const timer = setTimeout(() => set(false), MARKED)
    return () => clearTimeout(timer)
  }, [of, asOf])
  return fresh
}
