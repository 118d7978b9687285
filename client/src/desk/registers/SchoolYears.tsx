import { useState } from 'preact/hooks'
import { change } from '../../api/requests'
import { DateInput } from '../../parts/DateInput'
import { toast } from '../../parts/Toast'
import { d } from '../../text/desk'
import { day } from '../../text/format'
import { ResourceView } from '../shared/ResourceView'
import { Ask, Sheet } from '../shared/Sheet'
import { useResource } from '../shared/useResource'
import { YearDeadlines } from './YearDeadlines'

interface Year {
  key: string
  opens: string
  second: string
  /** Whether neither day can be changed any more. */
  settled: boolean
}

/** The days on which school years open and their second semesters begin; those to come can be changed. */
export function SchoolYears() {
  const resource = useResource('/api/school-years')
  const years: Year[] = resource.found?.body.years ?? []
  const [changing, begin] = useState<Year>()
  const [due, open] = useState<Year>()
  return (
    <ResourceView resource={resource}>
      <section>
        <h2>{d('school_year.title')}</h2>
        <p class="meta">{d('school_year.what')}</p>
        <ul class="registers">
          {years.map((year) => (
            <li key={year.key}>
              <div>
                <b>{d('school_year.of', { year: year.key.replace('-', '–') })}</b>
                <span class="meta">{d('school_year.days', { opens: day(year.opens), second: day(year.second) })}</span>
              </div>
              <div class="row">
                <button type="button" class="secondary" onClick={() => open(year)}>
                  {d('year_due.open')}
                </button>
                {year.settled ? (
                  <span class="meta">{d('school_year.settled')}</span>
                ) : (
                  <button type="button" class="secondary" onClick={() => begin(year)}>
                    {d('school_year.change')}
                  </button>
                )}
              </div>
            </li>
          ))}
        </ul>
        {due && <YearDeadlines year={due.key} close={() => open(undefined)} />}
        {changing && <Days year={changing} close={() => begin(undefined)} again={resource.again} />}
      </section>
    </ResourceView>
  )
}

function Days({ year, close, again }: { year: Year; close: () => void; again: () => void }) {
  const [opens, setOpens] = useState(year.opens)
  const [second, setSecond] = useState(year.second)
  const send = async (once: string) => {
    await change('PUT', `/api/school-years/${year.key}`, { opens, second }, undefined, once)
    toast(d('school_year.was_set'))
    again()
  }
  const title = d('school_year.of', { year: year.key.replace('-', '–') })
  return (
    <Sheet title={title} go={d('school_year.set')} send={send} close={close}>
      <Ask label={d('school_year.opens')}>
        <DateInput required value={opens} set={setOpens} />
      </Ask>
      <Ask label={d('school_year.second')}>
        <DateInput required value={second} set={setSecond} />
      </Ask>
    </Sheet>
  )
}
