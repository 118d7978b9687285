import './Settings.css'
import { useEffect, useState } from 'preact/hooks'
import { reopen } from '../../account/remembered'
import { signOut } from '../../account/session'
import { who } from '../../account/who'
import { Icon } from '../../parts/Icon'
import { Later } from '../../parts/Later'
import { useStatus, useWatched } from '../../parts/live'
import { Page } from '../../parts/Page'
import { showWhole } from '../../parts/showWhole'
import { trouble } from '../../parts/Trouble'
import { browser } from '../../platform/browser'
import { installed, useOffer } from '../../platform/install'
import { firm, type Room, room } from '../../platform/storage'
import { traffic } from '../../platform/traffic'
import { find } from '../../records/find'
import { number } from '../../text/format'
import { h, useHelpTexts } from '../../text/help'
import { type Language, language, setLanguage, t } from '../../text/text'
import { PinSetting } from '../pin/PinSetting'
import { OtherAccounts } from '../signin/OtherAccounts'

const LANGUAGES: [Language, string][] = [
  ['vi', 'Tiếng Việt'],
  ['en', 'English'],
]

/** The screen of settings: language, storage, and the accounts on this phone. */
export function Settings() {
  useHelpTexts()
  return (
    <Page title={t('nav.settings')}>
      <fieldset class="entry">
        <legend>{h('settings.language')}</legend>
        <div class="tiles two">
          {LANGUAGES.map(([key, name]) => (
            <label key={key} class={language() === key ? 'tile chosen' : 'tile'} lang={key}>
              <input type="radio" name="language" checked={language() === key} onChange={() => void setLanguage(key)} />
              <span>{name}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <section class="entry">
        <h2>{h('settings.look')}</h2>
        <p class="help">{h('settings.look_why')}</p>
      </section>
      <Holds />
      <Later load={photos} away={null} />
      <section class="entry">
        <h2>{h('settings.more')}</h2>
        <ul class="links">
          {who().roles.some(({ role }) => role !== 'teacher') && (
            <li>
              <a class="plain" href="/so">
                <Icon name="book" /> {t('nav.desk')}
              </a>
            </li>
          )}
          <li>
            <a class="plain" href="/thong-bao">
              <Icon name="bell" /> {h('settings.news')}
            </a>
          </li>
          <li>
            <a class="plain" href="/tep">
              <Icon name="send" /> {t('nav.file')}
            </a>
          </li>
          <li>
            <a class="plain" href="/luyen-tap">
              <Icon name="pencil" /> {t('nav.practice')}
            </a>
          </li>
          <li>
            <a class="plain" href="/tro-giup">
              <Icon name="help" /> {t('nav.help')}
            </a>
          </li>
        </ul>
      </section>
      <People />
    </Page>
  )
}

/** Says how many records are on this phone, and, as far as the browser says, how much storage they take and is free. */
function Holds() {
  const records = useWatched(() => find(), [])
  const { waiting } = useStatus()
  const [[space, kept], setKnown] = useState<[space?: Room | undefined, kept?: boolean | undefined]>([])
  const addable = !!useOffer() || (!!browser.adds && !installed())
  useEffect(() => {
    Promise.all([room(), firm()]).then(setKnown)
  }, [])
  const megabytes = (bytes: number, digits: number) => number(Number((bytes / 1e6).toFixed(digits)))
  const words = [
    space && h('settings.room', { used: megabytes(space.used, 1), free: megabytes(space.free, 0) }),
    kept ? h('settings.firm') : kept === false && h(addable ? 'settings.soft' : 'settings.loose'),
  ].filter(Boolean)
  return (
    <section class="entry">
      <h2>{h('settings.holds')}</h2>
      <p>
        {h('settings.records', { n: number(records?.length ?? 0) })} · {h('settings.unsent', { n: waiting })}
      </p>
      <p>{h('settings.traffic', { used: megabytes(traffic(), 2) })}</p>
      {words.length > 0 && <p class="help">{words.join(' ')}</p>}
    </section>
  )
}

const photos = async () => (await import('../../forms/photos/photos')).PhotoSetting

/** The accounts on this phone, with buttons to switch to another, to add one and to sign out. */
function People() {
  const { waiting, photos } = useStatus()
  const [leaving, setLeaving] = useState(false)
  return (
    <section class="entry">
      <h2>{h('settings.people')}</h2>
      <p>
        <b>{who().name}</b> <span class="meta">{who().username}</span>
      </p>
      <ul class="links">
        <OtherAccounts than={who().id} />
        <li>
          <a class="plain" href="/mat-khau">
            <Icon name="shield" /> {t(who().must ? 'password.choose' : 'password.change')}
          </a>
        </li>
        <li>
          <PinSetting />
        </li>
        <li>
          <a class="plain" href="/vao">
            <Icon name="add" /> {t('settings.add')}
          </a>
        </li>
        <li>
          <button type="button" class="plain needs" aria-expanded={leaving} onClick={() => setLeaving(!leaving)}>
            <Icon name="turn" /> {h('settings.leave')}
          </button>
        </li>
      </ul>
      {leaving && (
        <div class={`note ${waiting || photos ? 'waiting' : ''}`} role="alert" ref={showWhole}>
          {photos > 0 && <p>{t('sync.photos', { n: photos })}.</p>}
          {(waiting > 0 || !photos) && (
            <p>{waiting ? h('settings.leave_unsent', { n: waiting }) : h('settings.leave_why')}</p>
          )}
          <button type="button" class="secondary" onClick={() => void signOut().then(() => reopen(), trouble)}>
            {h('settings.leave_now')}
          </button>
        </div>
      )}
    </section>
  )
}
