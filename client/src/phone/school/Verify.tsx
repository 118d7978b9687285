import './Verify.css'
import { useEffect, useState } from 'preact/hooks'
import type { Shown } from '../../core/types/record'
import { Icon } from '../../parts/Icon'
import { useCatalog, useStatus, useWatched } from '../../parts/live'
import { Page } from '../../parts/Page'
import { RecordLine } from '../../parts/RecordLine'
import { lineOf } from '../../records/lines'
import { titleOf } from '../../records/titles'
import { u, useSchoolTexts } from '../../text/school'
import { language, t } from '../../text/text'
import { Decided } from './Decided'
import { ReviewActions } from './ReviewActions'
import { toVerify, unsettled } from './toVerify'
import { WaitingRecord } from './WaitingRecord'
import { withOthers } from './waiting'

/** The screen that lists the records that wait for a leader's verification; several can be decided on at once. */
export function Verify() {
  useCatalog()
  const loaded = useSchoolTexts()
  const found = useWatched(async () => withOthers(await toVerify()), [])
  const waiting = found?.map(({ record }) => record)
  const disputes = useWatched(unsettled, [])
  const { lastSync, state } = useStatus()
  useEffect(() => {
    // After everything else, and with the network that has just been there.
    if (waiting && lastSync && state === 'idle') void keepPreviews(waiting)
  }, [found, lastSync, state])
  const [open, setOpen] = useState('')
  const [picked, setPicked] = useState<string[]>([])
  const chosen = (waiting ?? []).filter(({ id }) => picked.includes(id))
  const all = !!waiting?.length && chosen.length === waiting.length
  const toggle = (id: string) => setPicked(picked.includes(id) ? picked.filter((one) => one !== id) : [...picked, id])
  if (!loaded) return null
  return (
    <Page
      title={t('nav.verify')}
      foot={chosen.length > 0 && <ReviewActions records={chosen} next={false} done={() => setPicked([])} />}
    >
      <Decided />
      {!!disputes?.length && (
        <section>
          <h2 class="needs">{u('verify.choose_first')}</h2>
          <ul class="lines">
            {disputes.map((record) => (
              <RecordLine key={record.id} line={lineOf(record)} />
            ))}
          </ul>
        </section>
      )}
      {waiting?.length === 0 && !disputes?.length && (
        <section class="empty">
          <h2>{lastSync ? u('verify.empty') : t('home.fetching')}</h2>
          <p>{u('verify.empty_why')}</p>
        </section>
      )}
      {!!waiting?.length && (
        <label class="tick all">
          <input type="checkbox" checked={all} onChange={() => setPicked(all ? [] : waiting.map(({ id }) => id))} />
          {u('verify.all', { n: waiting.length })}
        </label>
      )}
      <ul class="lines">
        {found?.map((one) => {
          const { id } = one.record
          return (
            <li key={id} class="line picking">
              <label class="tick">
                <input type="checkbox" checked={picked.includes(id)} onChange={() => toggle(id)} />
                <span class="hidden">{t('verify.pick', { title: titleOf(one.record, language()) })}</span>
              </label>
              <WaitingRecord
                {...one}
                open={open === id}
                toggle={() => setOpen(open === id ? '' : id)}
                alone={!chosen.length}
              />
            </li>
          )
        })}
      </ul>
      <ul class="links">
        <li>
          <a class="plain" href="/chua-gui">
            <Icon name="phone" /> {u('unsent.title')}
          </a>
        </li>
        <li>
          <a class="plain" href="/nhan-rong">
            <Icon name="copy" /> {u('verify.replicate')}
          </a>
        </li>
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
