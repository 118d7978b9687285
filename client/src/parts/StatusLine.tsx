import './StatusLine.css'
import { useRef } from 'preact/hooks'
import { who } from '../account/who'
import type { Status } from '../core/types/exchange'
import { syncNow } from '../sync/scheduler'
import { moment } from '../text/format'
import { type Key, t } from '../text/text'
import type { IconName } from './Icon'
import { Icon } from './Icon'
import { useOnline, useStatus } from './live'

const WHY: Record<string, Key> = {
  network: 'sync.network',
  timeout: 'sync.timeout',
  unauthenticated: 'sync.unauthenticated',
  forbidden: 'sync.forbidden',
  csrf: 'sync.forbidden',
  upgrade: 'sync.upgrade',
  slow_down: 'sync.slow_down',
  read_only: 'sync.read_only',
  storage: 'sync.storage',
}

interface StatusText {
  tone: 'safe' | 'waiting' | 'needs' | 'quiet'
  icon: IconName
  text: string
  also: string[]
}

/**
 * The text, icon and tone by which the status line shows the status of synchronisation; `also` has further sentences
 * for below. `online` is what the browser says of the network.
 */
export function statusText(status: Status, online: boolean): StatusText {
  const { state, why, photos, photo, refused, sent, of, lastSync, next } = status
  const waiting = status.waiting + photos
  const last = lastSync ? t('sync.last', { at: moment(lastSync) }) : t('sync.never')
  const here = [status.waiting && t('sync.saved', { n: status.waiting }), photos && t('sync.photos', { n: photos })]
    .filter(Boolean)
    .join(' · ')
  if (state === 'failed' && why) {
    return { tone: 'needs', icon: 'warn', text: t(WHY[why] ?? 'sync.broken'), also: waiting ? [here] : [last] }
  }
  if (state === 'sending' && photo) {
    const n = Math.min(photo.of, Math.floor(photo.sent) + 1)
    return { tone: 'waiting', icon: 'sync', text: t('sync.photo', { n, of: photo.of }), also: [t('sync.leave')] }
  }
  if (state === 'sending' && of > 0) {
    return { tone: 'waiting', icon: 'sync', text: t('sync.sending', { sent, of }), also: [t('sync.leave')] }
  }
  if (state === 'waiting' && why) {
    const reason = why === 'network' && !online ? 'sync.offline' : (WHY[why] ?? 'sync.broken')
    if (!waiting && lastSync && !refused) return { ...allSent(status), also: [t(reason), last] }
    const text = waiting ? here : t(reason)
    const then = next && online ? t('sync.next', { at: moment(next) }) : t('sync.by_itself')
    return { tone: 'waiting', icon: 'clock', text, also: waiting ? [t(reason), then, last] : [last] }
  }
  const also = online ? [last] : [t('sync.offline'), last]
  if (waiting) {
    // Nothing else holds photos back once the text has gone.
    const held = status.waiting || state !== 'idle' ? [] : [t('sync.wifi')]
    return { tone: 'waiting', icon: 'clock', text: here, also: [...held, ...also] }
  }
  if (!lastSync) return { tone: 'quiet', icon: 'sync', text: state === 'sending' ? t('sync.first') : last, also: [] }
  if (refused) return { tone: 'needs', icon: 'warn', text: t('sync.refused', { n: refused }), also }
  return { ...allSent(status), also }
}

/** That everything is sent: with the green tick, but never above the warning of a wrong clock. */
const allSent = ({ clock }: Status): Pick<StatusText, 'tone' | 'icon' | 'text'> =>
  clock === undefined
    ? { tone: 'safe', icon: 'check', text: t('sync.all_sent') }
    : { tone: 'quiet', icon: 'clock', text: t('sync.all_sent') }

/** The line that says whether everything is sent and what happens next, with a button that synchronises at once. */
export function StatusLine() {
  const status = useStatus()
  const { tone, icon, text, also } = statusText(status, useOnline())
  const busy = status.state === 'sending'
  // That all has gone is shown as a moment only to who saw something wait.
  const owed = useRef(false)
  if (status.waiting + status.photos > 0) owed.current = true
  const way = status.photo ?? status
  return (
    <section class={`truth ${tone}${owed.current ? ' owed' : ''}`} aria-label={t('sync.title')}>
      <div role="status">
        {/* Keyed by its words: a browser's translation puts other nodes for ours, and ours would then change unseen. */}
        <p class="now-text" key={text}>
          <Icon name={icon} /> {text}
        </p>
        <p class="meta" key={`+${also}`}>
          {also.join(' · ')}
        </p>
        {busy && way.of > 0 && <progress value={way.sent} max={way.of} aria-label={text} />}
        {status.clock !== undefined && (
          <p class="needs" key={`clock${status.clock}`}>
            {clockWords(status.clock)}
          </p>
        )}
      </div>
      {status.why === 'unauthenticated' ? (
        <a class="secondary" href={`/vao?ten=${encodeURIComponent(who().username)}`}>
          {t('sync.enter')}
        </a>
      ) : (
        <button type="button" class="plain" disabled={busy} onClick={() => void syncNow()}>
          <Icon name="sync" /> <span key={String(busy)}>{t(busy ? 'sync.busy' : 'sync.now')}</span>
        </button>
      )}
    </section>
  )
}

function clockWords(minutes: number): string {
  const size = Math.abs(minutes)
  const off =
    size < 120
      ? t('sync.minutes', { n: size })
      : size < 2880
        ? t('sync.hours', { n: Math.round(size / 60) })
        : t('sync.days', { n: Math.round(size / 1440) })
  return t(minutes > 0 ? 'sync.clock_ahead' : 'sync.clock_behind', { off })
}
