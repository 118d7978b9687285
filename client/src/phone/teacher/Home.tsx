import './Home.css'
import { useEffect } from 'preact/hooks'
import { leads, who } from '../../account/who'
import { Blossom } from '../../parts/Blossom'
import { Icon } from '../../parts/Icon'
import { Later } from '../../parts/Later'
import { useCatalog, useStatus, useWatched } from '../../parts/live'
import { StatusLine } from '../../parts/StatusLine'
import { browser } from '../../platform/browser'
import { find } from '../../records/find'
import { inLanguage, t } from '../../text/text'
import { toVerify } from '../school/toVerify'
import { Install } from '../signin/Install'
import { Reset } from '../signin/Reset'
import { Dues } from './Dues'
import { Groups, inGroups } from './Groups'
import { Unfinished } from './Unfinished'
import { actionName, mainRegister, writable } from './writable'

const offer = async () => (await import('../file/file')).FileOffer

/** The phone's first screen: a button to write a record, the status line, and the groups of the account's records. */
export function Home() {
  const catalog = useCatalog()
  const groups = useWatched(mine, [])
  const { lastSync, waiting, photos } = useStatus()
  const first = catalog ? mainRegister() : undefined
  useEffect(() => {
    document.title = 'Lan Tỏa'
  }, [])
  return (
    <>
      <header class="top">
        <Blossom size={44} />
        <div>
          <h1 tabIndex={-1}>{who().name}</h1>
          <p class="meta">
            {who()
              .units.map(({ name }) => name)
              .join(', ')}
          </p>
        </div>
      </header>
      <main class="home">
        <div class="now">
          <Reset />
          {who().must && (
            <a class="secondary wide" href="/mat-khau">
              {t('password.choose')}
            </a>
          )}
          {first && (
            <a class="primary log" href="/ghi">
              <Icon name="add" /> {actionName(first)}
            </a>
          )}
          {!catalog && <p class="note">{t(who().must ? 'home.password_first' : 'home.fetching')}</p>}
          {catalog && !first && <p class="note">{t('home.nothing_to_write')}</p>}
          {catalog && <Unfinished />}
          <StatusLine />
          {waiting + photos > 0 && <Later load={offer} away={null} />}
          {catalog && <Dues />}
          {leads() && <ToVerify />}
          {browser.apple && <Install />}
        </div>
        <div class="became">{groups && (lastSync || groups.length > 0) && <Groups groups={groups} />}</div>
        <div class="rest">
          {!browser.apple && <Install />}
          {catalog && <Others />}
          <a class="plain due" href="/nam-cua-toi">
            {t('nav.year')}
          </a>
        </div>
      </main>
    </>
  )
}

const mine = async () => inGroups((await find({ author: who().id })).filter(({ status }) => status !== 'deleted'))

function ToVerify() {
  const found = useWatched(toVerify, [])
  if (!found?.length) return null
  return (
    <a class="secondary wide" href="/duyet">
      <Icon name="shield" /> {t('home.verify', { n: found.length })}
    </a>
  )
}

/** Links to the forms of all registers that this account may write, except its main one. */
function Others() {
  const others = writable()
    .slice()
    .filter((register) => register !== mainRegister())
  if (!others.length) return null
  return (
    <nav class="others" aria-label={t('home.others')}>
      <h2>{t('home.others')}</h2>
      {others.map((register) => (
        <a key={register.key} class="plain" href={`/ghi?bieu=${register.key}`}>
          {inLanguage(register.title)}
        </a>
      ))}
    </nav>
  )
}
