import { useEffect, useState } from 'preact/hooks'
import { devicesOfSchool, type PersonsDevices } from '../../api/reads'
import { Icon } from '../../parts/Icon'
import { useOnline } from '../../parts/live'
import { Page } from '../../parts/Page'
import { moment, number } from '../../text/format'
import { t } from '../../text/text'

const LOW = 200 // megabytes free, below which a phone soon takes no more

/** The screen that lists the school's people by name, each with the unsent work that their phones last reported. */
export function Unsent() {
  const [found, set] = useState<Awaited<ReturnType<typeof devicesOfSchool>>>()
  const online = useOnline()
  useEffect(() => {
    void devicesOfSchool().then(set)
  }, [online])
  return (
    <Page title={t('unsent.title')}>
      <p class="meta" role="status">
        {found ? t(found.old ? 'unsent.asked_before' : 'unsent.asked', { at: moment(found.at) }) : ''}
      </p>
      {found === null && (
        <section class="empty">
          <h2>{t('unsent.offline')}</h2>
          <p>{t('unsent.offline_why')}</p>
        </section>
      )}
      <ul class="lines">
        {found?.people.map((person) => (
          <li key={person.account} class="line person">
            <span class="title">{person.name}</span>
            <Owing {...person} />
          </li>
        ))}
      </ul>
      {found && <p class="meta">{t('unsent.note')}</p>}
    </Page>
  )
}

function Owing({ mutations, photos, oldest, last_sync, free_mb, told_at }: PersonsDevices) {
  if (!last_sync) return <span class="meta">{t('unsent.never')}</span>
  const owes = mutations + photos > 0
  return (
    <>
      <span class={`word ${owes ? 'waiting' : 'safe'}`}>
        <Icon name={owes ? 'clock' : 'check'} />
        {owes ? t('unsent.owes', { n: mutations, photos }) : t('unsent.nothing')}
      </span>
      <span class="meta">
        {owes && oldest && `${t('unsent.oldest', { at: moment(oldest) })} · `}
        {t('sync.last', { at: moment(last_sync) })}
        {owes && told_at && ` · ${t('unsent.told', { at: moment(told_at) })}`}
      </span>
      {free_mb !== null && free_mb < LOW && (
        <span class="word needs">
          <Icon name="warn" /> {t('unsent.full', { free: number(free_mb) })}
        </span>
      )}
    </>
  )
}
