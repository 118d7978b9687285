import { useEffect, useState } from 'preact/hooks'
import { isThere } from '../api/reads'
import { t } from '../text/text'
import { Page } from './Page'

/**
 * The screen at an address that the app does not know. The server is asked before it says that there is no such page:
 * the service worker shows the app at any address while the server cannot be reached.
 */
export function Nowhere() {
  const [answer, set] = useState<Awaited<ReturnType<typeof isThere>>>()
  useEffect(() => void isThere(location.pathname).then(set), [])
  if (answer === undefined) return <Page title={t('home.loading')}>{null}</Page>
  if (answer !== 'missing') return <NeedsNetwork />
  return (
    <Page title={t('nav.nowhere')}>
      <p>{t('nav.nowhere_why')}</p>
      <a class="primary" href="/">
        {t('nav.home')}
      </a>
    </Page>
  )
}

/** The screen in place of one that the server would have had to send: it cannot be reached, and a tap tries again. */
export function NeedsNetwork() {
  return (
    <Page title={t('nav.offline')}>
      <p>{t('nav.offline_why')}</p>
      <div class="actions">
        <a class="secondary" href="/">
          {t('nav.home')}
        </a>
        <button type="button" class="primary" onClick={() => location.reload()}>
          {t('nav.again')}
        </button>
      </div>
    </Page>
  )
}
