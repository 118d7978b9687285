import './Overview.css'
import { useEffect, useRef, useState } from 'preact/hooks'
import { d } from '../../text/desk'
import { moment } from '../../text/format'
import { lower } from '../../text/periods'
import { t } from '../../text/text'
import { Choose, filter, periodWords } from '../shared/Filters'
import { ResourceView } from '../shared/ResourceView'
import type { ScreenProps } from '../shared/screen'
import { Title } from '../shared/Title'
import { useResource } from '../shared/useResource'
import { Bars } from './Bars'
import { Completeness } from './Completeness'
import { AllMeasures, Figures } from './Figures'
import { Glance } from './Glance'
import { overview, school } from './links'
import { Months } from './Months'
import { Part } from './Part'
import { Spread } from './Spread'
import { Statuses } from './Statuses'
import { headOf, sectionTable, sentTable, spreadTable, standingTable } from './tables'
import type { Overview as Told } from './types'

const EVERY = 5_000 // milliseconds; an answer that has not changed costs next to nothing
const ASKED = ['unit', 'register', 'period', 'status']

/** How the movement goes in a unit and all below it: figures, charts, who has sent; fresh while it is open. */
export default function Overview({ query }: ScreenProps) {
  const asked = new URLSearchParams([...query].filter(([name]) => ASKED.includes(name)))
  const path = `/api/overview?${asked}`
  const answer = useResource(path, EVERY)
  const told = answer.found?.body as Told | undefined
  const fresh = useFresh(answer.found?.of, told?.as_of)
  return (
    <div class={answer.asking ? 'overview asking' : 'overview'} aria-busy={answer.asking}>
      {!told && <Title>{d('nav.overview')}</Title>}
      <ResourceView asked={answer}>
        {told && (
          <>
            <Head told={told} at={answer.found?.at ?? told.as_of} fresh={fresh} query={query} />
            <Glance answer={told} />
            <OfRegister told={told} />
          </>
        )}
      </ResourceView>
    </div>
  )
}

function Head({ told, at, fresh, query }: { told: Told; at: string; fresh: boolean; query: URLSearchParams }) {
  return (
    <>
      <div class="headed">
        <div>
          {told.path.length > 0 && (
            <nav class="path" aria-label={d('overview.path')}>
              {told.path.map(({ id, name }) => (
                <a key={id} href={overview({ unit: id })}>
                  {name}
                </a>
              ))}
            </nav>
          )}
          <Title>{told.unit.name}</Title>
        </div>
        <p class="meta" role="status">
          {told.demo && <b class="demo">{d('overview.demo')}</b>} {d('desk.as_of', { at: moment(at) })}
          <span class={fresh ? 'fresh on' : 'fresh'}>{fresh ? ` · ${d('overview.fresh')}` : ''}</span>
        </p>
      </div>
      {told.empty && (
        <p class="note">
          {d('overview.earlier', { now: periodWords(told.empty), shown: lower(periodWords(told.period)) })}
        </p>
      )}
      <Filters told={told} query={query} />
    </>
  )
}

function Filters({ told, query }: { told: Told; query: URLSearchParams }) {
  const shown = new URLSearchParams(query)
  shown.set('period', told.period.key)
  shown.set('unit', told.unit.id)
  const counted = told.standing.counted
  const wide = counted.length > 1
  return (
    <search class="filters" aria-label={d('desk.filters')}>
      {(told.below.length > 0 || told.path.length > 0) && (
        <Choose
          name="unit"
          label={d('desk.unit')}
          choices={[...told.path, told.unit, ...told.below].map(({ id, name }, at) => [
            id,
            at > told.path.length ? `\u2013 ${name}` : name,
          ])}
          query={shown}
        />
      )}
      <Choose
        name="period"
        label={d('desk.period')}
        choices={told.periods.map((period) => [period.key, periodWords(period)])}
        query={shown}
      />
      <label class="choose">
        <span>{d('overview.counted')}</span>
        <select
          name="status"
          value={wide ? 'all' : counted[0]}
          onChange={(event) =>
            filter({ status: event.currentTarget.value === 'all' ? WAITING_TOO : event.currentTarget.value })
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

function OfRegister({ told }: { told: Told }) {
  const heading = useRef<HTMLHeadingElement>(null)
  const some = told.measures.some(({ total }) => total.value || total.d)
  const records = Object.keys(told.standing.total).length > 0
  return (
    <section class="of-register" aria-labelledby="register">
      <div class="register-head">
        <h2 id="register" ref={heading}>
          {told.title}
        </h2>
        <p class="meta">
          {periodWords(told.period)}
          {told.unit.kind === 'school' && (
            <>
              {' · '}
              <a href={school(told.unit.id)}>{d('overview.school_page')}</a>
            </>
          )}
        </p>
      </div>
      {some ? <Figures answer={told} /> : <Empty told={told} records={records} />}
      <div class="parts">
        <Part title={d('overview.who_has_sent')} answer={told} table={(title) => sentTable(told, title)}>
          <Completeness answer={told} />
        </Part>
        {records && (
          <Part title={d('overview.standing')} answer={told} table={(title) => standingTable(told, title)}>
            <Statuses answer={told} />
          </Part>
        )}
        {some &&
          told.charts.map(
            (section) =>
              section.charts.some(({ rows }) => rows.length > 0) && (
                <Part
                  key={section.by}
                  title={headOf(section, told)}
                  answer={told}
                  table={(title) => sectionTable(section, told, title)}
                  class="wide"
                >
                  {section.by === 'month' ? (
                    <Months section={section} answer={told} />
                  ) : (
                    <Bars section={section} answer={told} />
                  )}
                </Part>
              ),
          )}
        {told.spread && some && <SpreadPart spread={told.spread} told={told} />}
        {some && (
          <details class="part wide">
            <summary>{d('overview.all_measures', { n: told.measures.length })}</summary>
            <AllMeasures answer={told} />
          </details>
        )}
      </div>
    </section>
  )
}

function SpreadPart({ spread, told }: { spread: NonNullable<Told['spread']>; told: Told }) {
  const table = spread.sources.length ? { table: (title: string) => spreadTable(spread, title) } : {}
  return (
    <Part title={d('overview.spread')} answer={told} class="wide" {...table}>
      <Spread spread={spread} answer={told} />
    </Part>
  )
}

/** What will stand here, and the first step towards it. */
function Empty({ told, records }: { told: Told; records: boolean }) {
  return (
    <section class="empty">
      <h3>{d('overview.nothing')}</h3>
      <p>{d(records ? 'overview.nothing_approved' : 'overview.nothing_why')}</p>
      {records && told.standing.counted.length === 1 && (
        <a class="secondary" href={overview({ status: WAITING_TOO })}>
          {d('overview.count_waiting')}
        </a>
      )}
    </section>
  )
}

const MARKED = 8_000 // milliseconds

/** Whether figures have changed a moment ago while the page was open. */
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
