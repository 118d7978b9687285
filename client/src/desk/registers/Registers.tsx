import './Registers.css'
import { useEffect, useState } from 'preact/hooks'
import { Refusal, read } from '../../api/requests'
import { upload } from '../../api/upload'
import type { Json } from '../../core/types/json'
import { toast, toastFailure } from '../../parts/Toast'
import { trouble } from '../../parts/Trouble'
import { go } from '../../routes/route'
import { d } from '../../text/desk'
import { FileDrop } from '../shared/FileDrop'
import { ResourceView } from '../shared/ResourceView'
import { download } from '../shared/saveFile'
import type { ScreenProps } from '../shared/screen'
import { Title } from '../shared/Title'
import { useResource } from '../shared/useResource'
import { Draft } from './Draft'
import { type Fault, Faults } from './Faults'
import { HelpContact } from './HelpContact'
import { List } from './List'
import { type Beside, type Guesses, Missing } from './Missing'
import { Notation } from './Notation'
import { SchoolYears } from './SchoolYears'

const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const ACCEPT = `.xlsx,.xls,.toml,.json,${TYPE}`

/**
 * The screen of registers: a list of those that there are, and the upload of a file from which a new register or
 * version is made. It is shown as a draft before it is published.
 */
export default function Registers({ id }: ScreenProps) {
  const resource = useResource('/api/registers')
  const [draft, setDraft] = useState<Json | null>(null)
  const [bad, setBad] = useState<{ name: string; faults: Fault[] }>()
  const [reading, setReading] = useState('')
  const [missing, setMissing] = useState<{ file: File; guesses: Guesses; remarks: Fault[] }>()
  useEffect(() => {
    const [key, version] = id.split('@')
    if (!version) setDraft(null)
    else if (draft?.key !== key || String(draft?.version) !== version)
      read(`/api/registers/${key}/${version}`).then(({ body }) => setDraft(body), gone)
  }, [id])
  const bring = async (file: File | undefined, beside?: Beside) => {
    if (!file) return
    setMissing(undefined)
    setReading(file.name)
    setBad(undefined)
    try {
      const made = await send(file, beside)
      if (made.missing) return setMissing({ file, guesses: made.missing, remarks: made.remarks })
      setDraft(made)
      go(`/so/bieu/${made.key}@${made.version}`)
    } catch (fault) {
      setBad({ name: file.name, faults: reasons(fault) })
    } finally {
      setReading('')
    }
  }
  const published = (register: Json, title: string) => {
    go('/so/bieu')
    toast(d('register.done', { title, version: register.version }))
    resource.again()
  }
  const discarded = () => {
    go('/so/bieu')
    toast(d('register.discarded'))
    resource.again()
  }
  const registers: Json[] = resource.found?.body.registers ?? []
  const least = [...registers].filter((one) => one.version).sort((one, other) => one.fields - other.fields)[0]
  return (
    <>
      <Title>{d('nav.registers')}</Title>
      <div role="status">{reading && <p class="note waiting">{d('register.reading', { name: reading })}</p>}</div>
      {bad && <Faults {...bad} />}
      {missing && (
        <Missing
          {...missing}
          name={missing.file.name}
          proceed={(beside) => void bring(missing.file, beside)}
          leave={() => setMissing(undefined)}
        />
      )}
      {missing ? null : draft && !bad ? (
        <Draft key={draft.digest} draft={draft} published={published} discarded={discarded} />
      ) : (
        <>
          <p class="lead">{d('register.what')}</p>
          <section class="bring">
            <FileDrop bring={bring} accept={ACCEPT} label={d(bad ? 'register.other' : 'register.bring')} first />
            <p class="help">{d('register.bring_why')}</p>
            {least && (
              <button
                type="button"
                class="plain"
                onClick={() => void download(`/api/registers/${least.key}.xlsx`, `${least.key}.xlsx`)}
              >
                {d('register.example')}
              </button>
            )}
          </section>
          <ResourceView resource={resource}>{resource.found && <List registers={registers} />}</ResourceView>
          <SchoolYears />
          <HelpContact />
          <Notation />
        </>
      )}
    </>
  )
}

/** Uploads a file, with what was said beside it, if it was; gives the draft that it makes, or what is missing for one. */
const send = (file: File, beside: Beside | undefined): Promise<Json> =>
  upload(
    `/api/registers${beside ? `?${new URLSearchParams(beside)}` : ''}`,
    file,
    /\.xlsx?$/.test(file.name) ? TYPE : 'application/toml',
  )

function gone(fault: unknown): void {
  if (fault instanceof Refusal) toastFailure(fault.detail)
  else trouble(fault)
  go('/so/bieu', true)
}

function reasons(fault: unknown): Fault[] {
  if (!(fault instanceof Refusal))
    return [{ sheet: null, row: null, vi: d('register.offline'), en: d('register.offline') }]
  const faults = fault.fields.faults as unknown as Fault[] | undefined
  return faults ?? [{ sheet: null, row: null, vi: fault.detail, en: fault.detail }]
}
