import { useEffect, useState } from 'preact/hooks'
import { who } from '../../account/who'
import { change, Refusal } from '../../api/requests'
import { formOf } from '../../core/registers'
import type { Bilingual, Json } from '../../core/types/json'
import type { Register } from '../../core/types/register'
import { controls } from '../../forms/Entry'
import { Form } from '../../forms/Form'
import { defaults, type Start } from '../../forms/start'
import { toast, toastFailure } from '../../parts/Toast'
import { trouble } from '../../parts/Trouble'
import { d } from '../../text/desk'
import { inLanguage } from '../../text/text'
import { grouped } from '../shared/grouped'
import { type Fault, Faults } from './Faults'
import { Remarks } from './Remarks'

interface Props {
  draft: Json
  /** Leaves the draft, which is none any more, with these words. */
  finish: (words: string) => void
}

/**
 * A draft of a register, which was uploaded but is not published yet: how its form looks on a phone, what it changes,
 * and what in the file was ignored. It can be published or discarded.
 */
export function Draft({ draft, finish }: Props) {
  const [busy, setBusy] = useState(false)
  const [faults, setFaults] = useState<Fault[]>()
  const register = draft.entry as Register
  const title = inLanguage(register.title)
  const publish = async () => {
    setBusy(true)
    try {
      const path = `/api/registers/${draft.key}/${draft.version}/publish`
      const { version }: Json = await change('POST', path, { digest: draft.digest })
      finish(d('register.done', { title, version }))
    } catch (fault) {
      if (!(fault instanceof Refusal)) return toastFailure(d('desk.offline'))
      if (fault.fields.faults) setFaults(fault.fields.faults as unknown as Fault[])
      else toastFailure(fault.code === 'stale' ? d('register.stale') : fault.detail)
    } finally {
      setBusy(false)
    }
  }
  const discard = async () => {
    setBusy(true)
    try {
      await change('POST', `/api/registers/${draft.key}/${draft.version}/discard`, { digest: draft.digest })
      finish(d('register.discarded'))
    } catch (fault) {
      if (!(fault instanceof Refusal)) return toastFailure(d('desk.offline'))
      toastFailure(fault.code === 'stale' ? d('register.stale') : fault.detail)
    } finally {
      setBusy(false)
    }
  }
  return (
    <div class="draft">
      <section class="about">
        <h2>{title}</h2>
        <p class="lead">{standing(draft)}</p>
        {faults && <Faults name={title} faults={faults} />}
        {!draft.same && (
          <>
            <button type="button" class="primary" disabled={busy} onClick={() => publish().catch(trouble)}>
              {d('register.publish')}
            </button>
            <p class="help">{d('register.publish_why')}</p>
          </>
        )}
        {draft.before && !draft.same && (
          <>
            <h3>{d('register.changes')}</h3>
            {draft.changes.length ? <Changes changes={draft.changes} /> : <p>{d('register.no_changes')}</p>}
          </>
        )}
        {draft.remarks.length > 0 && (
          <>
            <h3>{d('register.remarks')}</h3>
            <Remarks remarks={draft.remarks} />
          </>
        )}
        {!draft.same && (
          <button type="button" class="plain" disabled={busy} onClick={() => discard().catch(trouble)}>
            {d('register.discard')}
          </button>
        )}
        <a class="plain" href="/so/bieu">
          {d('register.back')}
        </a>
      </section>
      <section class="preview" aria-label={d('register.phone')}>
        <h3>{d('register.phone')}</h3>
        <p class="help">{d('register.phone_why')}</p>
        <div class="handset">
          <h2>{title}</h2>
          {register.help && <p class="help">{inLanguage(register.help)}</p>}
          <Tried register={register} />
        </div>
      </section>
    </div>
  )
}

/** The form of a draft, which stands once what it is followed with is there. */
function Tried({ register }: { register: Register }) {
  const [whole, setWhole] = useState(false)
  useEffect(() => {
    controls(register).then(() => setWhole(true), trouble)
  }, [register])
  return whole ? <Form register={register} start={nothing(register)} save={tried} submits keeps="form.draft" /> : null
}

function standing({ same, before, version }: Json): string {
  if (same) return d('register.same', { version })
  return before ? d('register.next', { version, before }) : d('register.new')
}

/** The start of an empty form of a register, for a preview: what is typed is stored nowhere. */
function nothing(register: Register): Start {
  const values = defaults(register.fields)
  return { key: '', unit: who().roles[0]?.unit ?? '', form: formOf(register), before: {}, values, at: '' }
}

const tried = async () => toast(d('register.tried'))

interface Change {
  vi: string
  en: string
  /** The label of the question that it is of, and its name; null if it is of the register. */
  question: Bilingual | null
  field: string | null
}

/** What a new version changes: of the register, then question by question. */
function Changes({ changes }: { changes: Change[] }) {
  return (
    <dl class="changes">
      {grouped(changes, ({ field }) => field).map((of) => (
        <div key={of[0].field}>
          {of[0].question && <dt>{inLanguage(of[0].question)}</dt>}
          {of.map((change) => (
            <dd key={change.en}>{inLanguage(change)}</dd>
          ))}
        </div>
      ))}
    </dl>
  )
}
