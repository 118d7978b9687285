import './Import.css'
import { useState } from 'preact/hooks'
import { change, fetchFile, Refusal } from '../../api/requests'
import { upload } from '../../api/upload'
import type { Json } from '../../core/types/json'
import { Icon } from '../../parts/Icon'
import { trouble } from '../../parts/Trouble'
import { saveFile } from '../../platform/saveFile'
import { d } from '../../text/desk'
import { moment } from '../../text/format'
import { language } from '../../text/text'
import { FileDrop } from '../shared/FileDrop'
import { listName } from '../shared/ListFile'
import { ResourceView } from '../shared/ResourceView'
import type { ScreenProps } from '../shared/screen'
import { Title } from '../shared/Title'
import { useResource } from '../shared/useResource'
import { ImportChanges } from './Changes'
import { ImportCodes } from './Codes'
import { ImportKinds } from './Kinds'

const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const ACCEPT = `.xlsx,.csv,${TYPE}`
type Bad = { name: string; faults: string[] }

/**
 * The screen that imports units and people from a workbook. It first shows what the workbook would change; then all of
 * it is applied, or nothing.
 */
export default function Import({ query }: ScreenProps) {
  const resource = useResource('/api/import')
  const [brought, setBrought] = useState<Json | null>()
  const [bad, setBad] = useState<Bad>()
  const [reading, setReading] = useState('')
  const found: Json | null | undefined = brought === undefined ? resource.found?.body.import : brought
  const bring = async (file: File | undefined) => {
    if (!file) return
    setReading(file.name)
    setBad(undefined)
    try {
      setBrought(await upload('/api/import', file, TYPE))
    } catch (fault) {
      setBad({ name: file.name, faults: reasons(fault) })
      setBrought(null)
    } finally {
      setReading('')
    }
  }
  return (
    <>
      <Title>{d('nav.import')}</Title>
      <ImportKinds here="people" />
      <p class="lead">{d('import.what')}</p>
      <ResourceView resource={resource}>
        <div role="status">{reading && <p class="note waiting">{d('import.reading', { name: reading })}</p>}</div>
        {bad && (
          <section class="note needs" role="alert">
            <h2>
              <Icon name="warn" /> {d('import.unread', { name: bad.name })}
            </h2>
            {bad.faults.map((label) => (
              <p key={label}>{label}</p>
            ))}
            <p>{d('import.unread_why')}</p>
          </section>
        )}
        {found ? (
          <Preview found={found} show={query.get('show') ?? ''} done={setBrought} bring={bring} />
        ) : (
          resource.found && <Begin bring={bring} />
        )}
      </ResourceView>
    </>
  )
}

function reasons(fault: unknown): string[] {
  if (!(fault instanceof Refusal)) return [d('import.offline')]
  const found = fault.fields.file as Json | undefined
  return found?.faults?.map((one: Json) => one[language()]) ?? [fault.detail]
}

type Bring = (file: File | undefined) => void

/** Shown before a workbook is uploaded: the three steps of an import, with the template to download. */
function Begin({ bring }: { bring: Bring }) {
  const [failed, setFailed] = useState(false)
  const take = (path: string, name: string) =>
    fetchFile(path)
      .then(
        (file) => saveFile(file, name),
        () => setFailed(true),
      )
      .catch(trouble)
  return (
    <ol class="import-steps">
      <li>
        <h2>{d('import.step_template')}</h2>
        <p>{d('import.step_template_why')}</p>
        <div class="row">
          <button
            type="button"
            class="secondary"
            onClick={() => take('/api/import/template', 'lan-toa-don-vi-va-nguoi.xlsx')}
          >
            {d('import.template')}
          </button>
          <button type="button" class="plain" onClick={() => take('/api/units/file', listName('don vi'))}>
            {d('import.units')}
          </button>
        </div>
        <div role="alert">{failed && <p class="fault">{d('import.offline')}</p>}</div>
      </li>
      <li>
        <h2>{d('import.step_fill')}</h2>
        <p>{d('import.step_fill_why')}</p>
      </li>
      <li>
        <h2>{d('import.step_drop')}</h2>
        <p>{d('import.step_drop_why')}</p>
        <FileDrop bring={bring} accept={ACCEPT} label={d('import.choose')} first />
      </li>
    </ol>
  )
}

interface Previewed {
  found: Json
  show: string
  /** Called after the import was applied or given up, with the server's answer about it; null if none is open. */
  done: (found: Json | null) => void
  bring: Bring
}

function Preview({ found, show, done, bring }: Previewed) {
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState('')
  const { changes, faults, applied } = found
  const counts = { changes: changes.length, faults: faults.length }
  const apply = async () => {
    setBusy(true)
    setFault('')
    try {
      done(await change('POST', `/api/import/${found.id}/apply`))
    } catch (error) {
      setFault(error instanceof Refusal ? error.detail : d('import.offline'))
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      <section class="import-head">
        <h2>{found.name || '.xlsx'}</h2>
        <p>
          {applied
            ? d('import.done', { n: changes.length, at: moment(applied) })
            : `${d('import.summary', counts)} · ${d('import.read_at', { at: moment(found.made) })}`}
        </p>
        <div role="status">
          {found.again && <p class="note waiting">{d('import.again')}</p>}
          {!applied && faults.length > 0 && <p class="note needs">{d('import.mend')}</p>}
          {fault && <p class="fault">{fault}</p>}
        </div>
        {!changes.length && !faults.length && (
          <p>
            <b>{d('import.nothing')}.</b> {d('import.nothing_why')}
          </p>
        )}
        <div class="row">
          {!applied && !faults.length && changes.length > 0 && (
            <button type="button" class="primary" disabled={busy} onClick={() => apply().catch(trouble)}>
              {busy ? d('import.doing') : d('import.do', { n: changes.length })}
            </button>
          )}
          <FileDrop bring={bring} accept={ACCEPT} label={d('import.other')} />
        </div>
      </section>
      {applied && found.uncoded.length > 0 && <ImportCodes people={found.uncoded} />}
      <ImportChanges changes={changes} faults={faults} show={show} />
    </>
  )
}
