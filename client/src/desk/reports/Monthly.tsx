import './Monthly.css'
import { useState } from 'preact/hooks'
import { change } from '../../api/requests'
import type { Json } from '../../core/types/json'
import { toast } from '../../parts/Toast'
import { d } from '../../text/desk'
import { moment } from '../../text/format'
import { ResourceView } from '../shared/ResourceView'
import { Sheet } from '../shared/Sheet'
import { explain } from '../shared/saveFile'
import type { Resource } from '../shared/useResource'
import { reportPeriod } from './months'

interface Report {
  month: string
  made: string
  sha256: string
  /** When it was signed, and by whom; null while it waits. */
  signed: string | null
  by: string | null
}

interface Unit {
  unit: string
  name: string
  on: boolean
  reports: Report[]
}

const unitsOf = (resource: Resource): Unit[] => resource.found?.body.units ?? []

/** Whether a month's report waits to be signed. */
export const waitsForSignature = (resource: Resource): boolean =>
  unitsOf(resource).some(({ reports }) => reports.some(({ signed }) => !signed))

/** Reports that are made by themselves once a month is over. `ask`: opens what is asked before a Word file is made. */
export function Monthly({ resource, ask }: { resource: Resource; ask: (report: Json) => void }) {
  return (
    <ResourceView resource={resource}>
      {unitsOf(resource).map((unit) => (
        <section key={unit.unit} class="files monthly">
          <h2>{d('monthly.title')}</h2>
          <Switch unit={unit} again={resource.again} />
          <ul>
            {unit.reports.map((report) => (
              <Row key={report.month} unit={unit.unit} report={report} ask={ask} again={resource.again} />
            ))}
          </ul>
        </section>
      ))}
    </ResourceView>
  )
}

function Switch({ unit, again }: { unit: Unit; again: () => void }) {
  const turn = (on: boolean) =>
    change('PUT', `/api/monthly-reports/${unit.unit}`, { on }).then(() => {
      toast(d(on ? 'monthly.switched_on' : 'monthly.switched_off'))
      again()
    }, explain)
  return (
    <>
      <p class="meta">{d('monthly.what', { unit: unit.name })}</p>
      <label class="check">
        <input type="checkbox" checked={unit.on} onChange={(event) => void turn(event.currentTarget.checked)} />
        {d('monthly.on')}
      </label>
    </>
  )
}

interface RowProps {
  unit: string
  report: Report
  ask: (report: Json) => void
  again: () => void
}

function Row({ unit, report, ask, again }: RowProps) {
  const [signing, sign] = useState(false)
  const renew = () =>
    change('POST', `/api/monthly-reports/${unit}/${report.month}/renew`).then(() => {
      toast(d('monthly.renewed'))
      again()
    }, explain)
  const order = { kind: 'report', format: 'docx', period: report.month, unit }
  return (
    <li>
      <div>
        <b>{reportPeriod(report.month)}</b>
        {report.signed ? (
          <span class="meta">{d('monthly.signed', { name: report.by ?? '', at: moment(report.signed) })}</span>
        ) : (
          <span class="meta">
            <b class="waits">{d('monthly.waits')}</b> · {d('monthly.made', { at: moment(report.made) })}
          </span>
        )}
      </div>
      <div class="outcome">
        <button type="button" class={report.signed ? 'secondary' : 'plain'} onClick={() => ask(order)}>
          Word
        </button>
        {!report.signed && (
          <>
            <button type="button" class="plain" onClick={() => void renew()}>
              {d('monthly.renew')}
            </button>
            <button type="button" class="secondary" onClick={() => sign(true)}>
              {d('monthly.sign')}
            </button>
          </>
        )}
      </div>
      {signing && <SignSheet unit={unit} report={report} close={() => sign(false)} again={again} />}
    </li>
  )
}

interface SignProps {
  unit: string
  report: Report
  close: () => void
  again: () => void
}

function SignSheet({ unit, report, close, again }: SignProps) {
  const { month, sha256, made } = report
  const send = async (once: string) => {
    await change('POST', `/api/monthly-reports/${unit}/${month}/sign`, { sha256 }, undefined, once)
    toast(d('monthly.was_signed', { hash: sha256.slice(0, 12) }))
    again()
  }
  const title = d('monthly.sign_title', { month: reportPeriod(month).toLowerCase() })
  return (
    <Sheet title={title} go={d('monthly.sign')} send={send} close={close}>
      <p class="meta">{d('monthly.sign_what', { at: moment(made) })}</p>
    </Sheet>
  )
}
