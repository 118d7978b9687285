import { useEffect, useState } from 'preact/hooks'
import type { PersonsDevices } from '../../api/devices'
import { type Found, read } from '../../api/requests'
import { Icon } from '../../parts/Icon'
import { useOnline } from '../../parts/live'
import { Page } from '../../parts/Page'
import { moment, number } from '../../text/format'
import { u, useSchoolTexts } from '../../text/school'
import { t } from '../../text/text'

const LOW = 200 // megabytes free, below which a phone soon takes no more

/** The screen that lists the school's people by name, each with the unsent work that their phones last reported. */
export function Unsent() {
  const [found, set] = useState<Found | null>()
  const online = useOnline()
  const loaded = useSchoolTexts()
  useEffect(() => {
    read('/api/devices').then(set, () => set(null))
  }, [online])
  if (!loaded) return null
  return (
    <Page title={u('unsent.title')}>
      <p class="meta" role="status">
        {found ? u(found.old ? 'unsent.asked_before' : 'unsent.asked', { at: moment(found.at) }) : ''}
      </p>
      {found === null && (
        <section class="empty">
          <h2>{u('unsent.offline')}</h2>
          <p>{u('unsent.offline_why')}</p>
        </section>
      )}
      <ul class="lines">
        {found?.body.people.map((person: PersonsDevices) => (
          <li key={person.account} class="line person">
            <span class="title">{person.name}</span>
            <Owing {...person} />
          </li>
        ))}
      </ul>
      {found && <p class="meta">{u('unsent.note')}</p>}
    </Page>
  )
}

function Owing({ mutations, photos, oldest, last_sync, free_mb, told_at }: PersonsDevices) {
  if (!last_sync) return <span class="meta">{u('unsent.never')}</span>
  const owes = mutations + photos > 0
  return (
    <>
      <span class={`word ${owes ? 'waiting' : 'safe'}`}>
        <Icon name={owes ? 'clock' : 'check'} />
        {owes ? u('unsent.owes', { n: mutations, photos }) : u('unsent.nothing')}
      </span>
      <span class="meta">
        {owes && oldest && `${u('unsent.oldest', { at: moment(oldest) })} · `}
        {t('sync.last', { at: moment(last_sync) })}
        {owes && told_at && ` · ${u('unsent.told', { at: moment(told_at) })}`}
      </span>
      {free_mb !== null && free_mb < LOW && (
        <span class="word needs">
          <Icon name="warn" /> {u('unsent.full', { free: number(free_mb) })}
        </span>
      )}
    </>
  )
}
