import './theme.css'
import './Desk.css'
import './Print.css'
import '../shared/tables.css'
import '../shared/Filters.css'
import type { ComponentType } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { who } from '../../account/who'
import { useOnline } from '../../parts/live'
import { go, useRoute } from '../../routes/route'
import { d, loadScreenTexts, useDeskTexts } from '../../text/desk'
import { day, today } from '../../text/format'
import type { ScreenProps } from '../shared/screen'
import { Title } from '../shared/Title'
import { Side } from './Side'
import { ALL, mine, type Screen } from './screens'
import { applyTheme } from './theme'

/**
 * The desk: the frame around the screens on which schools, communes and the department work with what the phones
 * sent.
 */
export function Desk() {
  useRoute()
  const ready = useDeskTexts()
  useEffect(applyTheme, [])
  const [, , name = '', id = ''] = location.pathname.split('/')
  useKept(name)
  const screen = ALL.find((one) => one.name === name)
  const first = mine()[0]
  const elsewhere = name === '' && first && !mine().some((one) => one.name === '') ? first : undefined
  useEffect(() => {
    if (elsewhere) go(`/so/${elsewhere.name}`, true)
  }, [elsewhere?.name])
  if (!ready || elsewhere) return null
  return (
    <div class="desk">
      <button type="button" class="skip" onClick={() => document.getElementById('content')?.focus()}>
        {d('desk.skip')}
      </button>
      <Side name={name} />
      <main id="content" tabIndex={-1}>
        <p class="on-paper" aria-hidden="true">
          {[who().units[0]?.name, who().name, day(today())].filter(Boolean).join(' · ')}
        </p>
        {screen ? (
          <Loaded key={name} screen={screen} id={id} query={new URLSearchParams(location.search)} />
        ) : (
          <Nowhere />
        )}
      </main>
    </div>
  )
}

/** Milliseconds that the first screen, and any other, is open before all others are fetched too. */
const LOOKED_AT = 30_000
const WORKED_IN = 1_000

/**
 * A hook that has the service worker keep the desk's files once somebody stays at it or opens a second screen (`name`):
 * it then opens without network on this device.
 */
function useKept(name: string): void {
  const first = useRef(name)
  const kept = useRef(false)
  useEffect(() => {
    if (kept.current) return
    const timer = setTimeout(
      () => {
        kept.current = true
        void navigator.serviceWorker?.ready.then((it) => it.active?.postMessage('desk'))
      },
      name === first.current ? LOOKED_AT : WORKED_IN,
    )
    return () => clearTimeout(timer)
  }, [name])
}

function Loaded({ screen, ...shown }: { screen: Screen } & ScreenProps) {
  const [Drawn, setDrawn] = useState<ComponentType<ScreenProps>>()
  const [failed, setFailed] = useState(false)
  const online = useOnline()
  useEffect(() => {
    Promise.all([screen.load(), screen.name && loadScreenTexts()]).then(
      ([found]) => setDrawn(() => found.default),
      () => setFailed(true),
    )
  }, [screen.name, online])
  if (Drawn) return <Drawn {...shown} />
  if (!failed) return null
  return (
    <section class="empty">
      <h1>{d('desk.not_here')}</h1>
      <p>{d('desk.not_here_why')}</p>
    </section>
  )
}

function Nowhere() {
  return (
    <section class="empty">
      <Title>{d('desk.nowhere')}</Title>
      <p>{d('desk.nowhere_why')}</p>
      <a class="secondary" href="/so">
        {d('nav.overview')}
      </a>
    </section>
  )
}
