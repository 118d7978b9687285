import './Registers.css'
import { useEffect, useState } from 'preact/hooks'
import { Refusal, read } from '../../api/requests'
import { upload, uploadTogether } from '../../api/upload'
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
  const [missing, setMissing] = useState<Unsaid>()
  useEffect(() => {
    const [key, version] = id.split('@')
    if (!version) setDraft(null)
    else if (draft?.key !== key || String(draft?.version) !== version)
      read(`/api/registers/${key}/${version}`).then(({ body }) => setDraft(body), gone)
  }, [id])
  const bring = async (file: File | undefined, beside: Beside = {}, files: File[] = [], asked?: Unsaid) => {
    if (!file) return
    setMissing(undefined)
    setReading(file.name)
    setBad(undefined)
    try {
      const made = await send(file, beside, files)
      if (made.missing) return setMissing({ file, beside, files, guesses: made.missing, remarks: made.remarks })
      setDraft(made)
      go(`/so/bieu/${made.key}@${made.version}`)
    } catch (fault) {
      const faults = reasons(fault)
      setBad({ name: file.name, faults })
      // What is wrong in a file beside the form is mended there: the dialog takes another one.
      if (asked && faults.some(({ sheet }) => files.some(({ name }) => name === sheet)))
        setMissing(again(asked, beside))
    } finally {
      setReading('')
    }
  }
  const finish = (words: string) => {
    go('/so/bieu')
    toast(words)
    resource.again()
  }
  const registers: Json[] = resource.found?.body.registers ?? []
  return (
    <>
      <Title>{d('nav.registers')}</Title>
      <div role="status">{reading && <p class="note waiting">{d('register.reading', { name: reading })}</p>}</div>
      {bad && <Faults {...bad} />}
      {missing && (
        <Missing
          {...missing}
          name={missing.file.name}
          proceed={(beside, files) =>
            void bring(missing.file, { ...missing.beside, ...beside }, [...missing.files, ...files], missing)
          }
          leave={() => setMissing(undefined)}
        />
      )}
      {missing ? null : draft && !bad ? (
        <Draft key={draft.digest} draft={draft} finish={finish} />
      ) : (
        <>
          <p class="lead">{d('register.what')}</p>
          <section class="bring">
            <FileDrop bring={bring} accept={ACCEPT} label={d(bad ? 'register.other' : 'register.bring')} first />
            <p class="help">{d('register.bring_why')}</p>
            <Example registers={registers} />
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

/** The smallest register as a workbook, to see how one is made. */
function Example({ registers }: { registers: Json[] }) {
  const least = [...registers].filter((one) => one.version).sort((one, other) => one.fields - other.fields)[0]
  if (!least) return null
  return (
    <button
      type="button"
      class="plain"
      onClick={() => void download(`/api/registers/${least.key}.xlsx`, `${least.key}.xlsx`)}
    >
      {d('register.example')}
    </button>
  )
}

/** A form that does not say all, what was said beside it so far, and with which files it came. */
interface Unsaid {
  file: File
  beside: Beside
  files: File[]
  guesses: Guesses
  remarks: Fault[]
}

/** The same once more, with the texts that were said instead of those that were guessed. */
const again = (asked: Unsaid, { by: _, review: __, without: ___, ...texts }: Beside): Unsaid => ({
  ...asked,
  guesses: { ...asked.guesses, ...texts },
})

/** Uploads a form with what was said beside it, and its files; gives the draft that it makes, or what is missing for one. */
const send = (form: File, beside: Beside, files: File[]): Promise<Json> => {
  const said = Object.entries(beside).flatMap(([name, value]) => [value].flat().map((one) => [name, one]))
  const path = `/api/registers?${new URLSearchParams([...said, ['ask', 'true']])}`
  return files.length
    ? uploadTogether(path, { form: [form], files })
    : upload(path, form, /\.xlsx?$/.test(form.name) ? TYPE : 'application/toml')
}

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
