import './Year.css'
import { useRef } from 'preact/hooks'
import { leads, unitsAs, who } from '../../account/who'
import { fetchFile, Refusal, Unreached } from '../../api/requests'
import type { Period } from '../../core/types/catalog'
import type { Shown } from '../../core/types/record'
import { useCatalog, useWatched } from '../../parts/live'
import { Page } from '../../parts/Page'
import { StatusWord, unitLeft, withoutRepeats } from '../../parts/RecordLine'
import { toastFailure } from '../../parts/Toast'
import { trouble } from '../../parts/Trouble'
import { saveFile } from '../../platform/saveFile'
import { lineOf } from '../../records/lines'
import { list } from '../../records/records'
import { titleOf } from '../../records/titles'
import { go, here } from '../../routes/route'
import { day, today } from '../../text/format'
import { periodNamed } from '../../text/periods'
import { inLanguage, language, t } from '../../text/text'
import { useYearTexts, y } from '../../text/year'
import { share } from './share'
import { added, concerns, dayOf, type Part, parts, points, SENT } from './yearRecords'

/**
 * The page of a school year: what this person or their school did, from the records on this phone, to print or
 * download.
 */
export function Year() {
  const catalog = useCatalog()
  const ready = useYearTexts()
  const sheet = useRef<HTMLDivElement>(null)
  const { query } = here()
  const years = (catalog?.periods ?? []).filter(({ kind, starts }) => kind === 'school_year' && starts <= today())
  const school = query.has('truong') && leads() ? unitsAs('leader')[0] : undefined
  const records = useWatched(() => (school ? list({ unit: school }) : mine()), [school ?? ''])
  const of = (year: Period | undefined, those?: string[]) =>
    year && records ? parts(records, year, catalog?.periods ?? [], those) : undefined
  const last = [...years].reverse().find((one) => size(of(one, SENT))) ?? years[years.length - 1]
  const year = years.find(({ key }) => key === query.get('nam')) ?? last
  if (!ready) return null
  const statuses = query.has('moi') ? SENT : undefined
  const found = of(year, statuses)
  const others = size(of(year, SENT)) - size(found)
  const name = school ? (named(school) ?? '') : who().name
  const head = y('year.of', { name, year: year?.key.replace('-', '–') ?? '' })
  const excel = () => void workbook(school ?? who().id, year?.key ?? '', statuses)
  const open = (key: string | undefined, ours: boolean, all = !!statuses) => {
    const asked = { ...(key && { nam: key }), ...(ours && { truong: '' }), ...(all && { moi: '' }) }
    go(`/nam-cua-toi?${new URLSearchParams(asked)}`, true)
  }
  return (
    <Page title={y(school ? 'year.school' : 'year.mine')}>
      <div class="year-tools">
        <label>
          {y('year.which')}
          <select value={year?.key} onChange={({ currentTarget }) => open(currentTarget.value, !!school)}>
            {[...years].reverse().map(({ key }) => (
              <option key={key} value={key}>
                {periodNamed(key)}
              </option>
            ))}
          </select>
        </label>
        {leads() && (
          <button type="button" class="secondary" onClick={() => open(year?.key, !school)}>
            {y(school ? 'year.mine' : 'year.school')}
          </button>
        )}
      </div>
      <div ref={sheet} class="year-sheet">
        <p class="year-head">{head}</p>
        {found && <Headline parts={found} />}
        <Ways share={() => sheet.current && share(sheet.current, head)} workbook={excel} />
        {found && (
          <p class="year-counted">
            {y(statuses ? 'year.all_sent' : 'year.counted')}
            {others > 0 && ` ${y('year.others', { n: others })}`}
            {(statuses || others > 0) && (
              <button type="button" class="plain" onClick={() => open(year?.key, !!school, !statuses)}>
                {y(statuses ? 'year.only_counted' : 'year.show_all')}
              </button>
            )}
          </p>
        )}
        {found?.length === 0 && <p class="note">{y(statuses ? 'year.empty' : 'year.none_counted')}</p>}
        {found?.map((part) => (
          <Section key={part.register.key} part={part} />
        ))}
        <p class="meta">{y('year.from_here', { day: day(today()) })}</p>
        <div class="year-signs" aria-hidden="true">
          <p>{y('year.prepared')}</p>
          <p>{y('year.head')}</p>
        </div>
      </div>
    </Page>
  )
}

const size = (found?: Part[]) => found?.reduce((sum, { records }) => sum + records.length, 0) ?? 0
const mine = async () => (await list()).filter((record) => concerns(record, who().id))
const named = (unit: string) => who().units.find(({ id }) => id === unit)?.name

/** The ways in which a year leaves the phone. */
function Ways({ share, workbook }: { share: () => void; workbook: () => void }) {
  return (
    <div class="year-tools">
      <button type="button" class="primary" onClick={() => print()}>
        {y('year.print')}
      </button>
      <button type="button" class="secondary" onClick={share}>
        {y('year.share')}
      </button>
      <button type="button" class="plain" onClick={workbook}>
        {y('year.excel')}
      </button>
    </div>
  )
}

/** The three numbers that a year comes to: its records, and the first results of the registers with most of them. */
function Headline({ parts }: { parts: Part[] }) {
  if (!parts.length) return null
  const most = [...parts].sort((one, other) => other.records.length - one.records.length)
  const results = most.flatMap(resultsOf).slice(0, 2)
  return (
    <dl class="year-sum">
      {[[y('year.records'), String(size(parts))], ...results].map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

const resultsOf = ({ register, records }: Part) => [...added(register, records), ...points(register, records)]

function Section({ part }: { part: Part }) {
  const { register, records } = part
  const results = resultsOf(part)
  return (
    <section class="year-part">
      <h2>
        {inLanguage(register.title)} <small class="meta">{y('year.count', { n: records.length })}</small>
      </h2>
      {results.length > 0 && (
        <dl>
          {results.map(([label, value], at) => (
            <div key={`${label}${at}`}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      <ol>
        {records.map((record) => (
          <Line key={record.id} record={record} />
        ))}
      </ol>
    </section>
  )
}

function Line({ record }: { record: Shown }) {
  const at = dayOf(record)
  const title = titleOf(record, language()) || t('record.untitled')
  return (
    <li>
      <a href={`/ban-ghi/${record.id}`}>{title}</a>
      <span class="meta">
        {withoutRepeats(title, at ? day(at) : periodNamed(record.period), unitLeft(record))}{' '}
        <StatusWord line={lineOf(record)} />
      </span>
    </li>
  )
}

async function workbook(whose: string, year: string, statuses?: string[]): Promise<void> {
  try {
    const asked = new URLSearchParams({ year, ...(statuses && { status: statuses.join() }) })
    saveFile(await fetchFile(`/api/years/${whose}?${asked}`), `${year}.xlsx`)
  } catch (fault) {
    if (fault instanceof Unreached) return toastFailure(y('year.offline'))
    if (fault instanceof Refusal) return toastFailure(fault.detail || t('sync.broken'))
    trouble(fault)
  }
}
