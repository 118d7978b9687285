import { useEffect, useState } from 'preact/hooks'
import { Icon } from '../../parts/Icon'
import { browser } from '../../platform/browser'
import { installed, useOffer } from '../../platform/install'
import { t } from '../../text/text'

const KEPT = 'lantoa.install'

/**
 * A note on how to put the app on the home screen; not shown if the app is there, the person declined before, or the
 * browser cannot do it.
 */
export function Install() {
  const [away, setAway] = useState(() => installed() || localStorage.getItem(KEPT) === 'no')
  const [ready, setReady] = useState(false)
  const offer = useOffer()
  useEffect(() => {
    navigator.serviceWorker?.ready.then(() => setReady(true))
  }, [])
  const { apple, adds, name = '' } = browser
  if (away || !(offer || adds)) return null
  const no = () => {
    localStorage.setItem(KEPT, 'no')
    setAway(true)
  }
  return (
    <section class="note">
      <h2>
        <Icon name="phone" /> {t('install.title')}
      </h2>
      <p>{t(apple ? 'install.apple_why' : ready ? 'install.ready' : 'install.why')}</p>
      {!offer && adds && <p>{t(adds, { name })}</p>}
      <div class="row">
        {offer && (
          <button type="button" class="secondary" onClick={() => void offer().then((yes) => yes && setAway(true))}>
            {t('install.add')}
          </button>
        )}
        <button type="button" class="plain" onClick={no}>
          {t('install.later')}
        </button>
      </div>
    </section>
  )
}
