import './Verify.css'
import { useEffect, useState } from 'preact/hooks'
import type { Shown } from '../../core/types/record'
import { answerText } from '../../forms/answerText'
import { Icon } from '../../parts/Icon'
import { useCatalog, useStatus, useWatched } from '../../parts/live'
import { Page } from '../../parts/Page'
import { RecordLine } from '../../parts/RecordLine'
import { nameOf, register as registerOf } from '../../records/catalog'
import { lineOf } from '../../records/lines'
import { titleOf } from '../../records/titles'
import { day } from '../../text/format'
import { inLanguage, language, t } from '../../text/text'
import { Decided } from './Decided'
import { ReviewActions } from './ReviewActions'
import { toVerify, unsettled } from './toVerify'

/** The screen that lists the records that wait for a leader's verification; several can be decided on at once. */
export function Verify() {
  useCatalog()
  const waiting = useWatched(toVerify, [])
  const disputes = useWatched(unsettled, [])
  const { lastSync, state } = useStatus()
  useEffect(() => {
    // After everything else, and with the network that has just been there.
    if (waiting && lastSync && state === 'idle') void keepPreviews(waiting)
  }, [waiting, lastSync, state])
  const [picked, setPicked] = useState<string[]>([])
  const chosen = (waiting ?? []).filter(({ id }) => picked.includes(id))
  const all = !!waiting?.length && chosen.length === waiting.length
  const toggle = (id: string) => setPicked(picked.includes(id) ? picked.filter((one) => one !== id) : [...picked, id])
  return (
    <Page
      title={t('nav.verify')}
      foot={chosen.length > 0 && <ReviewActions records={chosen} next={false} done={() => setPicked([])} />}
    >
      <p>
        <a class="plain" href="/chua-gui">
          <Icon name="phone" /> {t('unsent.title')}
        </a>
      </p>
      <Decided />
      {!!disputes?.length && (
        <section>
          <h2 class="needs">{t('verify.choose_first')}</h2>
          <ul class="lines">
            {disputes.map((record) => (
              <RecordLine key={record.id} line={lineOf(record)} />
            ))}
          </ul>
        </section>
      )}
      {waiting?.length === 0 && !disputes?.length && (
        <section class="empty">
          <h2>{t(lastSync ? 'verify.empty' : 'home.fetching')}</h2>
          <p>{t('verify.empty_why')}</p>
        </section>
      )}
      {!!waiting?.length && (
        <label class="tick all">
          <input type="checkbox" checked={all} onChange={() => setPicked(all ? [] : waiting.map(({ id }) => id))} />
          {t('verify.all', { n: waiting.length })}
        </label>
      )}
      <ul class="lines">
        {waiting?.map((record) => (
          <li key={record.id} class="line picking">
            <label class="tick">
              <input type="checkbox" checked={picked.includes(record.id)} onChange={() => toggle(record.id)} />
              <span class="hidden">{t('verify.pick', { title: titleOf(record, language()) })}</span>
            </label>
            <Waiting record={record} />
          </li>
        ))}
      </ul>
    </Page>
  )
}

/** Keeps small what waits to be seen without network; the part of the app that shows photos does. */
const keepPreviews = (waiting: Shown[]) =>
  import('../../forms/photos/photos').then(
    (part) => part.keepPreviews(waiting),
    () => {},
  )

function Waiting({ record }: { record: Shown }) {
  const register = registerOf(record.form)
  const when = register?.period_from && record.data[register.period_from]
  const numbers = (register?.fields ?? []).filter(
    ({ name }) => typeof record.data[name] === 'number' && record.data[name],
  )
  return (
    <a href={`/ban-ghi/${record.id}?duyet=1`}>
      <span class="title">{titleOf(record, language()) || t('record.untitled')}</span>
      <span class="meta">{[nameOf(record.author), when && day(when)].filter(Boolean).join(' · ')}</span>
      {numbers.slice(0, 4).map((field) => (
        <span key={field.name} class="figure">
          <span class="meta">{inLanguage(field.label)}</span> <b>{answerText(field, record.data[field.name])}</b>
        </span>
      ))}
    </a>
  )
}
