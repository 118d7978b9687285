import { useState } from 'preact/hooks'
import { codeOnCard } from '../../account/card'
import { Icon } from '../../parts/Icon'
import { browser } from '../../platform/browser'
import { inChrome } from '../../platform/install'
import { t } from '../../text/text'

/**
 * A warning that the page is open in the built-in browser of the app `name` (such as Zalo), which does not keep data,
 * with how to open it in the phone's usual browser.
 */
export function EmbeddedBrowser({ name }: { name: string }) {
  const [copied, setCopied] = useState(false)
  const { android, apple, usual } = browser
  const copy = () =>
    navigator.clipboard?.writeText(codeOnCard() ? location.href : location.origin).then(
      () => setCopied(true),
      () => {}, // the browser does not allow it: the other ways stand beside this one
    )
  return (
    <section class="note waiting">
      <h2>
        <Icon name="warn" /> {t('borrowed.title', { name })}
      </h2>
      <p>{t('borrowed.why', { name, usual })}</p>
      <ol>
        <li>{t(apple ? 'borrowed.menu_apple' : 'borrowed.menu')}</li>
        <li>{t(apple ? 'borrowed.choose_apple' : 'borrowed.choose')}</li>
      </ol>
      {android && (
        <a class="primary" href={inChrome()}>
          {t('borrowed.chrome')}
        </a>
      )}
      <button type="button" class="plain" onClick={copy}>
        <Icon name="copy" /> {t(copied ? 'borrowed.copied' : 'borrowed.copy', { usual })}
      </button>
    </section>
  )
}
