import './Home.css'
import { useEffect } from 'preact/hooks'
import { leads, who } from '../../account/who'
import type { Shown } from '../../core/types/record'
import { Blossom } from '../../parts/Blossom'
import { Icon } from '../../parts/Icon'
import { Later } from '../../parts/Later'
import { useCatalog, useStatus, useWatched } from '../../parts/live'
import { StatusLine } from '../../parts/StatusLine'
import { browser } from '../../platform/browser'
import { find } from '../../records/find'
import { lineOf } from '../../records/lines'
import { day } from '../../text/format'
import { inLanguage, t } from '../../text/text'
import { toVerify } from '../school/toVerify'
import { Install } from '../signin/Install'
import { Reset } from '../signin/Reset'
import { Dues } from './Dues'
import { Groups, inGroups } from './Groups'
import { Unfinished } from './Unfinished'
import { actionName, mainRegister, writable } from './writable'

const OFTEN = ['event', 'semester', 'school_year', 'half_year', 'year', 'once'] as const

const news = async () => (await import('./more')).News

/** The phone's first screen: a button to write a record, the status line, and the groups of the account's records. */
export function Home() {
  const catalog = useCatalog()
  const groups = useWatched(mine, [])
  const waiting = useWatched(leads() ? toVerify : nothing, [])
  const { lastSync } = useStatus()
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
          {first && waiting && (
            <>
              {waiting.length > 0 && <ToVerify records={waiting} />}
              <a class={waiting.length ? 'secondary log' : 'primary log'} href="/ghi">
                <Icon name="add" /> {actionName(first)}
              </a>
            </>
          )}
          {!catalog && <p class="note">{t(who().must ? 'home.password_first' : 'home.fetching')}</p>}
          {catalog && !first && <p class="note">{t('home.nothing_to_write')}</p>}
          {catalog && <Unfinished />}
          <StatusLine />
          <Later load={news} away={null} />
          {catalog && <Dues />}
          {browser.apple && <Install />}
        </div>
        <div class="became">{groups && (lastSync || groups.length > 0) && <Groups groups={groups} />}</div>
        <div class="rest">
          {!browser.apple && <Install />}
          {catalog && <Others />}
          <a class="plain year" href="/nam-cua-toi">
            {t('nav.year')}
          </a>
        </div>
      </main>
    </>
  )
}

const mine = async () => inGroups((await find({ author: who().id })).filter(({ status }) => status !== 'deleted'))

const nothing = async (): Promise<Shown[]> => []

/** What waits for a leader's verification: how many records, and the day of the earliest. */
function ToVerify({ records }: { records: Shown[] }) {
  const [oldest] = records.flatMap((record) => lineOf(record).day || []).sort()
  return (
    <a class="primary log wide" href="/duyet">
      <Icon name="shield" />
      <span>
        {t('home.verify', { n: records.length })}
        {oldest && <small>{t('home.oldest', { day: day(oldest) })}</small>}
      </span>
    </a>
  )
}

/** Links to the forms of all registers that this account may write, except its main one, by how often each is due. */
function Others() {
  const others = writable().filter((register) => register !== mainRegister())
  if (!others.length) return null
  return (
    <nav aria-label={t('home.others')}>
      <h2>{t('home.others')}</h2>
      {OFTEN.map((period) => {
        const its = others.filter((register) => register.period === period)
        return (
          its.length > 0 && (
            <section key={period} class="often">
              <h3 class="meta">{t(`others.${period}`)}</h3>
              <ul>
                {its.map((register) => (
                  <li key={register.key} class="line">
                    <a href={`/ghi?bieu=${register.key}`}>{inLanguage(register.title)}</a>
                  </li>
                ))}
              </ul>
            </section>
          )
        )
      })}
    </nav>
  )
}
