import { Icon } from '../../parts/Icon'
import type { Held } from '../../platform/held'
import { t } from '../../text/text'

/** Says that what the app kept on this phone has been cleared though somebody was signed in, and what that means. */
export function Emptied({ waiting }: Held) {
  return (
    <section class="note needs" role="alert">
      <h2>
        <Icon name="warn" /> {t('emptied.title')}
      </h2>
      <p>{waiting ? t('emptied.unsent', { n: waiting }) : t('emptied.sent')}</p>
      <p>{t('emptied.next')}</p>
    </section>
  )
}
