import { useEffect, useState } from 'preact/hooks'
import { leads } from '../../account/who'
import { ownQuarantined, type Quarantined } from '../../api/reads'
import { fieldOf } from '../../core/registers'
import type { Refused } from '../../core/types/mutation'
import type { Shown } from '../../core/types/record'
import { Icon } from '../../parts/Icon'
import { Later } from '../../parts/Later'
import { useCatalog, useWatched } from '../../parts/live'
import { Page } from '../../parts/Page'
import { StatusWord, unitLeft } from '../../parts/RecordLine'
import { trouble } from '../../parts/Trouble'
import { nameOf, register as registerOf } from '../../records/catalog'
import { inConflict, lineOf } from '../../records/lines'
import { dismiss, get } from '../../records/records'
import { titleOf } from '../../records/titles'
import { moment } from '../../text/format'
import { inLanguage, type Key, language, t } from '../../text/text'
import { DecidedLater } from '../school/parts'
import { Actions } from './Actions'
import { Answers } from './Answers'
import { reason } from './Remark'

const more = () => import('./more')
const conflicts = async () => (await more()).Conflicts
const steps = async () => (await more()).Steps
const thread = async () => (await more()).Thread

/**
 * The page of one record: its status, answers, review and comments, and what may be done next. `judging`: a leader
 * opened it to review it, so that the next record to verify opens afterwards.
 */
export function Record({ id, judging }: { id: string; judging: boolean }) {
  useCatalog()
  const record = useWatched(() => get(id), [id], id)
  if (record === undefined) return <Page title={t('home.loading')}>{null}</Page>
  const register = record && registerOf(record.form)
  if (!record || !register) {
    return (
      <Page title={t('record.gone')}>
        <p>{t('record.gone_why')}</p>
        <a class="secondary" href="/so-tay">
          {t('nav.list')}
        </a>
      </Page>
    )
  }
  const sent = reason(record)
  const away = <p class="note waiting">{t('nav.offline_why')}</p>
  const about = sent?.field && fieldOf(register, sent.field)
  return (
    <Page
      title={titleOf(record, language()) || t('record.untitled')}
      foot={<Actions record={record} judging={judging} />}
    >
      <p class="row">
        <StatusWord line={lineOf(record)} />
        <span class="meta">
          {[inLanguage(register.title), nameOf(record.author), unitLeft(record)].filter(Boolean).join(' · ')}
        </span>
      </p>
      {leads() && <DecidedLater />}
      {record.refused.length > 0 && <Refusals record={record} />}
      {sent && (
        <section class="note needs">
          <h2>
            <Icon name="turn" /> {t(record.status === 'rejected' ? 'record.rejected' : 'record.returned')}
          </h2>
          <p>{sent.text}</p>
          <p class="meta">
            {t('record.by_at', { name: nameOf(sent.by) || t('record.officer'), at: moment(sent.at) })}
            {about && ` · ${inLanguage(about.label)}`}
          </p>
        </section>
      )}
      {inConflict(record) && <Later load={conflicts} with={{ record, register }} away={away} />}
      <Answers record={record} register={register} />
      <Later load={steps} with={{ record, register }} away={null} />
      <Later load={thread} with={{ record, register }} away={null} />
    </Page>
  )
}

/** Says why the server refused changes of a record, or what became of those that it quarantined. */
function Refusals({ record }: { record: Shown }) {
  const [quarantined, setQuarantined] = useState<Quarantined[]>([])
  useEffect(() => void ownQuarantined().then(setQuarantined), [record])
  return (
    <section class="note needs">
      <h2>
        <Icon name="warn" /> {t('record.refused')}
      </h2>
      {record.refused.map((refused) => {
        const one = quarantined.find(({ mutation }) => mutation === refused.mutation.id)
        return <p key={refused.n}>{one ? t(`quarantined.${one.state}`, { text: one.text ?? '' }) : why(refused)}</p>
      })}
      <p class="meta">{t('record.refused_kept')}</p>
      <button type="button" class="plain" onClick={() => dismiss(record.id).catch(trouble)}>
        {t('record.dismiss')}
      </button>
    </section>
  )
}

const why = ({ code, detail }: Refused): string => t(`refused.${code}` as Key) || (detail ?? t('refused.other'))
