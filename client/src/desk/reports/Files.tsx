import './Files.css'
import { useRef, useState } from 'preact/hooks'
import { change } from '../../api/requests'
import type { Json } from '../../core/types/json'
import { Icon } from '../../parts/Icon'
import { toast, toastFailure } from '../../parts/Toast'
import { type DeskKey, d } from '../../text/desk'
import { day, moment, number } from '../../text/format'
import { statusWords } from '../overview/kinds'
import { Choose, registerChoices } from '../shared/Filters'
import { hasPhotos, registerNamed } from '../shared/names'
import { ResourceView } from '../shared/ResourceView'
import { download, explain } from '../shared/saveFile'
import { UnitFilter } from '../shared/UnitFilter'
import { useOnce } from '../shared/useOnce'
import { useResource } from '../shared/useResource'
import { headsReports, LetterSheet } from './LetterSheet'
import { Monthly, waitsForSignature } from './Monthly'
import { reportPeriod, reportPeriodChoices } from './months'

const FORMATS: Record<string, string[]> = {
  records: ['xlsx', 'csv_excel', 'csv', 'json', 'zip'],
  figures: ['xlsx'],
  report: ['docx'],
  evidence: ['xlsx'],
}
const DATA = ['csv_excel', 'csv', 'json', 'zip'] // read by programs and signed by nobody: all that was sent stands in them
const SENT = ['submitted', 'verified', 'returned', 'approved', 'rejected']
const KINDS = Object.keys(FORMATS)
const SOON = 2_000 // milliseconds between two looks while a file is being made
const SELDOM = 60_000

/** The part of the reports screen that orders exports, and lists the files ordered with the state of each. */
export function Files({ query }: { query: URLSearchParams }) {
  const [making, setMaking] = useState(true)
  const [report, ask] = useState<Json>()
  const resource = useResource('/api/exports', making ? SOON : SELDOM)
  const jobs: Json[] | undefined = resource.found?.body.exports
  const waiting = !!jobs?.some(({ state }) => state === 'queued' || state === 'working')
  if (jobs && waiting !== making) setMaking(waiting)
  const months = useResource(headsReports() ? '/api/monthly-reports' : null)
  // Once signed it stays where it was signed.
  const first = useRef<boolean | undefined>(undefined)
  if (months.found) first.current ??= waitsForSignature(months)
  const monthly = headsReports() && <Monthly resource={months} ask={ask} />
  const ordered = () => {
    setMaking(true)
    resource.again()
  }
  return (
    <>
      <p class="lead">{d('files.lead')}</p>
      {first.current && monthly}
      <Order query={query} ordered={ordered} ask={ask} />
      {report && <LetterSheet order={report} ordered={ordered} close={() => ask(undefined)} />}
      {!first.current && monthly}
      <section class="files">
        <h2>{d('files.yours')}</h2>
        <ResourceView resource={resource}>
          {jobs?.length === 0 && (
            <p class="meta">
              {d('files.none')}. {d('files.none_why')}
            </p>
          )}
          <ul>
            {jobs?.map((job) => (
              <Job key={job.id} job={job} />
            ))}
          </ul>
        </ResourceView>
      </section>
    </>
  )
}

interface OrderProps {
  query: URLSearchParams
  /** Called once a file is on order. */
  ordered: () => void
  /** Asks what stands around a report before it is ordered. */
  ask: (report: Json) => void
}

function Order({ query, ordered, ask }: OrderProps) {
  const [once, next] = useOnce()
  const kind = KINDS.includes(query.get('kind') ?? '') ? (query.get('kind') ?? '') : 'records'
  const registers = registerChoices()
  const register = query.get('register') ?? (kind === 'records' ? registers[0]?.[0] : undefined)
  const formats = (FORMATS[kind] ?? []).filter((one) => one !== 'zip' || hasPhotos(register))
  const format = formats.includes(query.get('format') ?? '') ? (query.get('format') ?? '') : (formats[0] ?? '')
  const shown = new URLSearchParams(query)
  shown.set('kind', kind)
  shown.set('format', format)
  if (register) shown.set('register', register)
  const order = () => {
    const period = query.get('period')
    if ((kind === 'figures' || kind === 'report') && !period) return toastFailure(d('files.need_period'))
    const body = {
      kind,
      format,
      period,
      unit: query.get('unit'),
      status: query.get('status'),
      ...(register && { register }),
    }
    if (kind === 'report' && headsReports()) return ask(body)
    change('POST', '/api/exports', body, undefined, once).then(() => {
      next()
      toast(d('files.ordered'))
      ordered()
    }, explain)
  }
  return (
    <form
      class="filters"
      onSubmit={(event) => {
        event.preventDefault()
        order()
      }}
    >
      <Choose
        name="kind"
        label={d('files.kind')}
        choices={KINDS.map((one) => [one, d(`files.${one}` as DeskKey)])}
        query={shown}
      />
      <Choose
        name="register"
        label={d('desk.register')}
        {...(kind !== 'records' && { none: d('files.all_registers') })}
        choices={registers}
        query={shown}
      />
      <Choose
        name="period"
        label={d('desk.period')}
        none={d('files.all_time')}
        choices={reportPeriodChoices(kind)}
        query={query}
      />
      <UnitFilter none={d('overview.own_unit')} query={query} />
      <Choose
        name="format"
        label={d('files.format')}
        choices={formats.map((one) => [one, d(`files.${one}` as DeskKey)])}
        query={shown}
      />
      <Choose
        name="status"
        label={d('files.statuses')}
        none={d(DATA.includes(format) ? 'files.all_sent' : 'files.counted')}
        choices={[
          ...(DATA.includes(format) ? [] : [[SENT.join(), d('files.all_sent')] as [string, string]]),
          ...SENT.map((one): [string, string] => [one, statusWords(one)]),
        ]}
        query={query}
      />
      <button type="submit" class="primary">
        {d('files.order')}
      </button>
    </form>
  )
}

function Job({ job }: { job: Json }) {
  const of = [
    ...job.asked.registers.map(registerNamed),
    job.asked.period && reportPeriod(job.asked.period),
    job.asked.snapshot && d('files.frozen_of'),
    job.asked.status.length === SENT.length ? d('files.all_sent') : job.asked.status.map(statusWords).join(', '),
  ].filter(Boolean)
  return (
    <li>
      <div>
        <b>{d(`files.${job.kind}` as DeskKey)}</b>
        <span class="meta">{[...of, job.format.toUpperCase(), moment(job.created)].join(' · ')}</span>
      </div>
      <State job={job} />
    </li>
  )
}

function State({ job }: { job: Json }) {
  if (job.state === 'done') {
    const size =
      job.bytes < 1_000_000
        ? `${number(Math.ceil(job.bytes / 1000))} KB`
        : `${number(Math.round(job.bytes / 100_000) / 10)} MB`
    return (
      <div class="outcome">
        <span class="meta">{d('files.done', { size, day: day(job.expires) })}</span>
        <button type="button" class="secondary" onClick={() => void download(`/api/exports/${job.id}/file`, job.name)}>
          {d('files.fetch')}
        </button>
      </div>
    )
  }
  if (job.state === 'failed') {
    return (
      <div class="reason">
        <p class="word needs">
          <Icon name="warn" /> {d('files.failed')}
        </p>
        <p class="meta">{job.reason}</p>
      </div>
    )
  }
  const working = job.state === 'working' && job.total
  return (
    <div class="outcome" role="status">
      <span class="meta">
        {working ? d('files.working', { done: number(job.done), total: number(job.total) }) : d('files.queued')}
      </span>
      <progress max={job.total || 1} value={working ? job.done : undefined} aria-label={d('reports.files')} />
    </div>
  )
}
