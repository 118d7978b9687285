import './Notices.css'
import { useEffect, useState } from 'preact/hooks'
import { badge, hush, markRead, type Notice, type Ringing, ring, ringing } from '../../api/notices'
import { read } from '../../api/requests'
import { useBusy } from '../../parts/busy'
import { Icon } from '../../parts/Icon'
import { Page } from '../../parts/Page'
import { trouble } from '../../parts/Trouble'
import { register } from '../../records/catalog'
import { moment } from '../../text/format'
import { type NoticesKey, n, useNoticesTexts } from '../../text/notices'
import { inLanguage, t } from '../../text/text'

/** The screen of notices on a phone: what concerns the person, and whether it rings here while the app is closed. */
export function Notices() {
  const loaded = useNoticesTexts()
  const [found, setFound] = useState<Notice[] | null>()
  const [state, setState] = useState<Ringing>()
  const [busy, run] = useBusy()
  useEffect(() => {
    read('/api/notices').then(
      ({ body }) => {
        setFound(body.notices)
        badge(body.needs)
        // What has been shown is read; it stands as new until the screen is opened again.
        void markRead(body.notices).catch(() => {})
      },
      () => setFound(null),
    )
    ringing().then(setState, () => {})
  }, [])
  if (!loaded || found === undefined) return <Page title={n('news.title')}>{t('home.loading')}</Page>
  const turn = () => void run(async () => setState(await (state === 'on' ? hush() : ring(false)))).catch(trouble)
  return (
    <Page title={n('news.title')}>
      {!found?.length && <p class="note">{n(found ? 'news.none' : 'news.away')}</p>}
      <ul class="lines news">
        {found?.map((one) => (
          <li key={one.id} class={one.read ? 'line' : 'line new'}>
            <a href={one.record ? `/ban-ghi/${one.record}` : `/ghi?bieu=${one.register}`}>
              <span>
                <span class="title">{n(`news.${one.kind}` as NoticesKey, { by: one.by ?? '' })}</span>{' '}
                <span class="meta">
                  {one.title ?? inLanguage(register(one.register)?.title)} · {moment(one.at)}
                </span>
              </span>
            </a>
          </li>
        ))}
      </ul>
      {state && (
        <section class="entry">
          <p class="help">{n(`news.ring_${state}`)}</p>
          {(state === 'on' || state === 'off') && (
            <button type="button" class="secondary" aria-pressed={state === 'on'} disabled={busy} onClick={turn}>
              <Icon name={state === 'on' ? 'cross' : 'check'} /> {n(state === 'on' ? 'news.hush' : 'news.ring')}
            </button>
          )}
        </section>
      )}
    </Page>
  )
}
