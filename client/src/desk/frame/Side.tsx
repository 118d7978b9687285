import './Head.css'
import './Self.css'
import './Side.css'
import type { RefObject } from 'preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { reopen } from '../../account/remembered'
import { signOut } from '../../account/session'
import { who } from '../../account/who'
import { badge } from '../../api/notices'
import { Blossom } from '../../parts/Blossom'
import { Icon } from '../../parts/Icon'
import { useOnline, useStatus } from '../../parts/live'
import { StatusLine, statusText } from '../../parts/StatusLine'
import { trouble } from '../../parts/Trouble'
import { watch } from '../../records/records'
import { d } from '../../text/desk'
import { language, setLanguage } from '../../text/text'
import { useFirstScreen, useResource } from '../shared/useResource'
import { Sign } from './Sign'
import { EVERYONE, KEEPERS, mine, OFFICE, type Screen } from './screens'
import { shownTheme, switchTheme } from './theme'

/** Screens that stand in no navigation, and those from which they are opened. */
const WITHIN: Record<string, string> = { 'ban-ghi': 'duyet', 'nhap-so-lieu': 'nhap' }
const FIRST = 3 // screens named at the foot of a phone; the others open from there

/**
 * The desk's navigation and the name of the person signed in: at the left of a wide screen, at the top and foot of a
 * phone's. `name` is that of the screen that is open.
 */
export function Side({ name }: { name: string }) {
  const [open, setOpen] = useState(false)
  const screens = mine()
  const { demo } = who()
  const places = useRef<HTMLElement>(null)
  useHeight(places)
  useEffect(() => setOpen(false), [location.href])
  return (
    <>
      <header class="desk-head">
        <a class="brand" href="/so">
          <Blossom size={36} />
          <span>Lan Tỏa</span>
        </a>
        <Bell here={name === 'thong-bao'} />
        <Tone />
        {demo && <p class="invented">{d('desk.demo')}</p>}
      </header>
      <nav ref={places} class={open ? 'desk-nav open' : 'desk-nav'} aria-label={d('desk.places')}>
        <ul>
          {screens.map((screen, at) => (
            <Place key={screen.name} screen={screen} here={screen.name === (WITHIN[name] ?? name)} late={at >= FIRST} />
          ))}
        </ul>
        <button type="button" class="more" aria-expanded={open} onClick={() => setOpen(!open)}>
          <Sign name="more" />
          <span>{d('desk.more')}</span>
        </button>
        <Self demo={!!demo} />
      </nav>
    </>
  )
}

/** A hook that keeps the height of an element in the style `--places`: what else is at a phone's foot stands above it. */
function useHeight(of: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const bar = of.current
    if (!bar) return
    const seen = new ResizeObserver(() =>
      document.documentElement.style.setProperty('--places', `${bar.offsetHeight}px`),
    )
    seen.observe(bar)
    return () => seen.disconnect()
  }, [])
}

const COUNTED = 60_000 // milliseconds between two looks at how many wait

function Place({ screen, here, late }: { screen: Screen; here: boolean; late: boolean }) {
  const resource = useResource((useFirstScreen() && screen.counts) || null, COUNTED)
  const { waiting = 0, files = 0 } = resource.found?.body ?? {}
  useEffect(() => (screen.counts ? watch(resource.again) : undefined), [screen.counts])
  return (
    <li class={late ? 'late' : undefined}>
      <a href={screen.name ? `/so/${screen.name}` : '/so'} aria-current={here ? 'page' : undefined}>
        <Sign name={screen.sign} />
        <span>{d(screen.word)}</span>
        {waiting + files > 0 && <b class="count">{waiting + files}</b>}
      </a>
    </li>
  )
}

/** The way to what concerns the person, with how much of it is new. */
function Bell({ here }: { here: boolean }) {
  const { found, again } = useResource(useFirstScreen() ? '/api/notices?limit=1' : null, COUNTED)
  const { unread = 0, needs = 0 } = found?.body ?? {}
  useEffect(() => watch(again), [])
  useEffect(() => {
    if (found) badge(needs)
  }, [needs])
  return (
    <a class="bell" href="/so/thong-bao" aria-current={here ? 'page' : undefined} aria-label={d('nav.notices')}>
      <Sign name="bell" />
      {unread > 0 && <b class="count">{unread}</b>}
    </a>
  )
}

/** The status of synchronisation as an icon and a few words, at the top of a phone's screen. */
function Tone() {
  const { tone, icon, text } = statusText(useStatus(), useOnline())
  return (
    <p class={`word ${tone}`} key={text}>
      <Icon name={icon} /> {text}
    </p>
  )
}

/** The role that stands highest of those that the account has at the desk. */
const highest = () => [...EVERYONE].reverse().find((one) => who().roles.some(({ role }) => role === one))

function Self({ demo }: { demo: boolean }) {
  const [, again] = useState(0)
  const other = language() === 'vi' ? 'en' : 'vi'
  const dark = shownTheme() === 'dark'
  const { waiting: records, photos } = useStatus()
  const waiting = records || Number(photos > 0)
  const writes = who().roles.some(({ role }) => role !== 'admin')
  const leave = () => {
    if (!waiting || confirm(d('desk.leave_unsent', { n: waiting }))) void signOut().then(() => reopen(), trouble)
  }
  return (
    <div class="self">
      <StatusLine />
      <p class="name">
        <b>{who().name}</b>
        <span class="meta">
          {who()
            .units.map((unit) => unit.name)
            .join(', ')}
        </span>
        {demo && <span class="meta waiting">{d('desk.demo')}</span>}
      </p>
      <ul>
        {writes && (
          <li>
            <a class="plain" href="/">
              <Icon name="book" /> {d('desk.notebook')}
            </a>
          </li>
        )}
        <li>
          <button type="button" class="plain" lang={other} onClick={() => void setLanguage(other)}>
            <Sign name="globe" /> {other === 'vi' ? 'Tiếng Việt' : 'English'}
          </button>
        </li>
        <li>
          <button
            type="button"
            class="plain"
            onClick={() => {
              switchTheme()
              again((n) => n + 1)
            }}
          >
            <Sign name={dark ? 'sun' : 'moon'} /> {d(dark ? 'desk.light' : 'desk.dark')}
          </button>
        </li>
        {who().roles.some(({ role }) => KEEPERS.some((one) => one === role)) && (
          <li>
            <a class="plain" href="/so/xac-thuc">
              <Icon name="shield" /> {d('nav.factor')}
            </a>
          </li>
        )}
        {who().roles.some(({ role }) => OFFICE.some((one) => one === role)) && (
          <li>
            <a class="plain" href="/so/ma-truy-cap">
              <Sign name="keys" /> {d('nav.tokens')}
            </a>
          </li>
        )}
        <li>
          {/* In a tab of its own: what is half written here stays. */}
          <a class="plain" href={`/huong-dan/${highest()}`} target="_blank" rel="noreferrer">
            <Icon name="help" /> {d('desk.sheet')}
          </a>
        </li>
        <li>
          <button type="button" class="plain" onClick={leave}>
            <Icon name="back" /> {d('desk.leave')}
          </button>
        </li>
      </ul>
    </div>
  )
}
