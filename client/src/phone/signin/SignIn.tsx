import './SignIn.css'
import { Blossom } from '../../parts/Blossom'
import { setLanguage, t, useLanguage } from '../../text/text'
import { Credentials, type Entering } from './Credentials'

/**
 * The sign-in page. The build also draws it into index.html, so that a person can type before any script has been
 * loaded.
 */
export function SignIn(entering: Entering) {
  const other = useLanguage() === 'vi' ? 'en' : 'vi'
  return (
    <div class="door">
      <header>
        <button type="button" class="plain" lang={other} onClick={() => setLanguage(other)}>
          {t('door.language')}
        </button>
      </header>
      <main>
        <div class="welcome">
          <Blossom size={120} />
          <h1>Lan Tỏa</h1>
          <p>{t('door.lead')}</p>
        </div>
        <Credentials {...entering} door />
        <ul class="promises">
          <li>{t('door.safe')}</li>
          <li>{t('door.once_written')}</li>
          <li>{t('door.seen')}</li>
        </ul>
      </main>
      <footer>
        <a href="/tro-giup">{t('nav.help')}</a>
      </footer>
    </div>
  )
}
