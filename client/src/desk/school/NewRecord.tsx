import { useEffect, useState } from 'preact/hooks'
import type { Source } from '../../api/sources'
import type { Register } from '../../core/types/register'
import { answersAsText, titles } from '../../forms/answerText'
import { getDraft } from '../../forms/drafts'
import { changes } from '../../forms/edit'
import { type Done, Form } from '../../forms/Form'
import { PeriodChoice } from '../../forms/PeriodChoice'
import { type Start, startNew } from '../../forms/start'
import { toast } from '../../parts/Toast'
import { trouble } from '../../parts/Trouble'
import { holdUpdates } from '../../platform/update'
import { register as registerOf } from '../../records/catalog'
import { NotSaved, save } from '../../records/records'
import { go } from '../../routes/route'
import { d } from '../../text/desk'
import { inLanguage, t } from '../../text/text'
import { schoolLink as schoolPage } from '../overview/links'
import type { Place } from '../overview/types'
import { Title } from '../shared/Title'
import { useResource } from '../shared/useResource'
import { SourceSearch } from './SourceSearch'

interface Props {
  school: Place
  /** A register's key. */
  register: string
  /** Id of the record that is replicated, FIND while the person still looks for it, or null for none. */
  source: string | null
}

/** The word in the address that stands for a record still to be looked for. */
export const FIND = 'tim'

/**
 * The form for a new record of a school, or the search for the record that it replicates. Of a record chosen there, the
 * answers that classify it are filled in.
 */
export function NewRecord({ school, register: key, source }: Props) {
  const register = registerOf(`${key}@`)
  const path = source && source !== FIND ? `/api/references?register=${key}&id=${source}` : null
  const resource = useResource(path)
  const found: Source | undefined = resource.found?.of === path ? resource.found?.body.records[0] : undefined
  return (
    <div class="overview school writing">
      <nav class="path">
        <a href={schoolPage(school.id)}>{school.name}</a>
      </nav>
      <Title>{source === FIND ? d('school.replicate') : inLanguage(register?.title) || d('nav.school')}</Title>
      {register && source === FIND && <SourceSearch school={school.id} register={key} />}
      {register && found && (
        <p class="note">{d('school.replicating', { title: found.title, unit: found.unit_name })}</p>
      )}
      {register && source !== FIND && (!path || found) && (
        <Writing key={source} register={register} school={school.id} found={found} />
      )}
      {register && path && resource.found && !resource.asking && !found && <p class="lead">{d('school.found_none')}</p>}
    </div>
  )
}

function Writing({ register, school, found }: { register: Register; school: string; found: Source | undefined }) {
  const [start, setStart] = useState<Start | null>()
  useEffect(() => {
    begin(register, school, found).then(setStart, trouble)
  }, [])
  useEffect(holdUpdates, [])
  if (start === null) return <p class="lead">{t('form.cannot')}</p>
  if (!start) return null
  return (
    <>
      {start.period && (
        <PeriodChoice register={register} value={start.period} set={(period) => setStart({ ...start, period })} />
      )}
      <Form
        key={`${start.key}${start.period}`}
        register={register}
        start={start}
        submits
        keeps="form.draft"
        save={(done) => store(register, start, done)}
      />
    </>
  )
}

async function begin(register: Register, school: string, found: Source | undefined): Promise<Start | null> {
  const key = `desk:${register.key}:${school}:${found?.id ?? ''}`
  if (found) titles.set(found.id, `${found.title} (${found.unit_name})`)
  const kept = (await getDraft(key)) as Start | null
  if (kept?.values) return kept
  const start = await startNew(register)
  const own = register.fields.find(({ to }) => to === register.key)
  const name = register.list?.title
  const given = found && own ? { ...found.data, [own.name]: found.id, ...(name && { [name]: found.title }) } : {}
  const blank: Start | null = start && { ...start, key, unit: school, values: { ...given }, creates: true }
  delete blank?.at
  return blank
}

async function store(register: Register, start: Start, { values, period, submit, drop }: Done): Promise<void> {
  const edit = { unit: start.unit, draft: start.key, form: start.form, ...changes(register, start.before, values) }
  try {
    await save({ ...edit, ...(period && { period }), submit })
    await drop().catch(() => {})
    go(schoolPage(start.unit), true)
    toast(d('school.done'))
  } catch (error) {
    trouble({ text: answersAsText(register, values), full: error instanceof NotSaved && error.full, error })
  }
}
