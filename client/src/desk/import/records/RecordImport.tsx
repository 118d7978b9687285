import './RecordImport.css'
import { useEffect, useState } from 'preact/hooks'
import { Refusal, read } from '../../../api/requests'
import { upload } from '../../../api/upload'
import type { Json } from '../../../core/types/json'
import { Icon } from '../../../parts/Icon'
import { useCatalog } from '../../../parts/live'
import { trouble } from '../../../parts/Trouble'
import { go } from '../../../routes/route'
import { d } from '../../../text/desk'
import { language } from '../../../text/text'
import { FileDrop } from '../../shared/FileDrop'
import type { ScreenProps } from '../../shared/screen'
import { Title } from '../../shared/Title'
import { ImportKinds } from '../Kinds'
import { Done } from './Done'
import { Matching } from './Matching'
import { Preview } from './Preview'
import { Recent } from './Recent'
import { Steps } from './Steps'
import type { Upload } from './types'

const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const ACCEPT = `.xlsx,.xls,.csv,${TYPE},application/vnd.ms-excel,text/csv`
const HOME = '/so/nhap-so-lieu'
type Bad = { name: string; faults: string[] }

/**
 * The screen that brings in records from any workbook, in three steps: the file, which column answers which field, and
 * what each row becomes. Nothing is written before the last one is agreed to.
 */
export default function RecordImport({ id, query }: ScreenProps) {
  useCatalog()
  const [found, setFound] = useState<Upload>()
  const [bad, setBad] = useState<Bad>()
  const [reading, setReading] = useState('')
  const known = found?.id === id ? found : undefined
  useEffect(() => {
    if (!id || known) return
    read(`/api/record-imports/${id}`).then(
      ({ body }) => setFound(body as Upload),
      () => go(HOME, true),
    )
  }, [id, known])
  const bring = async (file: File | undefined) => {
    if (!file) return
    setReading(file.name)
    setBad(undefined)
    try {
      const made = (await upload('/api/record-imports', file, TYPE)) as Upload
      setFound(made)
      go(`${HOME}/${made.id}`)
    } catch (fault) {
      setBad({ name: file.name, faults: reasons(fault) })
    } finally {
      setReading('')
    }
  }
  const at = !id ? 0 : known?.mapping && query.get('step') !== 'columns' ? 2 : 1
  return (
    <>
      <Title>{d('bring.title')}</Title>
      {!id && <ImportKinds here="records" />}
      <Steps at={at} known={known} />
      <div role="status">{reading && <p class="note waiting">{d('import.reading', { name: reading })}</p>}</div>
      {bad && <Unread {...bad} />}
      {!id && <Begin bring={bring} />}
      {known?.applied && <Done done={known} />}
      {known && !known.applied && at === 1 && <Matching key={known.id} upload={known} done={setFound} />}
      {known && !known.applied && at === 2 && <Preview upload={known} changed={setFound} query={query} />}
    </>
  )
}

function reasons(fault: unknown): string[] {
  if (!(fault instanceof Refusal)) return [d('import.offline')]
  const found = fault.fields.file as Json | undefined
  return found?.faults?.map((one: Json) => one[language()]) ?? [fault.detail]
}

const Unread = ({ name, faults }: Bad) => (
  <section class="note needs" role="alert">
    <h2>
      <Icon name="warn" /> {d('import.unread', { name })}
    </h2>
    {faults.map((label) => (
      <p key={label}>{label}</p>
    ))}
    <p>{d('import.unread_why')}</p>
  </section>
)

function Begin({ bring }: { bring: (file: File | undefined) => Promise<void> }) {
  return (
    <section class="bring-begin">
      <p class="lead">{d('bring.what')}</p>
      <FileDrop bring={(file) => bring(file).catch(trouble)} accept={ACCEPT} label={d('bring.choose')} first />
      <ul class="bring-hints">
        <li>{d('bring.hint_any')}</li>
        <li>{d('bring.hint_unit')}</li>
        <li>{d('bring.hint_safe')}</li>
      </ul>
      <Recent />
    </section>
  )
}
