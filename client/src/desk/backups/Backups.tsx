import './Backups.css'
import { useEffect, useState } from 'preact/hooks'
import { change } from '../../api/requests'
import type { Json } from '../../core/types/json'
import { Icon, type IconName } from '../../parts/Icon'
import { type DeskKey, d } from '../../text/desk'
import { moment } from '../../text/format'
import { ResourceView } from '../shared/ResourceView'
import { explain } from '../shared/saveFile'
import { Title } from '../shared/Title'
import { useOnce } from '../shared/useOnce'
import { useResource } from '../shared/useResource'
import { BackupList } from './BackupList'

const SOON = 2_000 // milliseconds between two looks while a backup is being made
const SELDOM = 60_000
const TONES: Record<string, [string, IconName]> = {
  sure: ['safe', 'shield'],
  old: ['waiting', 'clock'],
  here: ['needs', 'warn'],
  none: ['needs', 'warn'],
}

/** The screen of backups: whether the province would survive the loss of its machine, what there is, and one more. */
export default function Backups() {
  const [making, setMaking] = useState(false)
  const resource = useResource('/api/backups', making ? SOON : SELDOM)
  const found: Json | undefined = resource.found?.body
  const waits = found?.order?.state === 'queued' || found?.order?.state === 'working'
  useEffect(() => {
    if (found) setMaking(waits)
  }, [found, waits])
  const ordered = () => {
    setMaking(true)
    resource.again()
  }
  return (
    <>
      <Title>{d('nav.backups')}</Title>
      <ResourceView resource={resource}>
        {found && (
          <>
            <Survival survival={found.survival} />
            <Order order={found.order} waits={waits} ordered={ordered} />
            {found.backups.length > 0 ? <BackupList backups={found.backups} /> : <None />}
            <Settings place={found.place} sealed={found.sealed} />
          </>
        )}
      </ResourceView>
    </>
  )
}

function Survival({ survival: { code, reason } }: { survival: Json }) {
  const [tone, icon] = TONES[code] ?? ['needs', 'warn']
  return (
    <p class={`survival ${tone}`}>
      <Icon name={icon} />
      <b>{reason}</b>
    </p>
  )
}

function Order({ order, waits, ordered }: { order: Json | null; waits: boolean; ordered: () => void }) {
  const [once, next] = useOnce()
  const [sending, setSending] = useState(false)
  const send = () => {
    setSending(true)
    change('POST', '/api/backups', undefined, undefined, once)
      .then(() => {
        next()
        ordered()
      }, explain)
      .finally(() => setSending(false))
  }
  const busy = waits || sending
  return (
    <section class="order">
      <button type="button" class="primary" aria-disabled={busy} onClick={() => busy || send()}>
        {d('backups.order')}
      </button>
      <div role="status">
        {waits && order && (
          <>
            <span class="meta">{progress(order)}</span>
            <progress
              max={100}
              value={order.state === 'working' && order.percent < 100 ? order.percent : undefined}
              aria-label={d('backups.making')}
            />
          </>
        )}
        {order?.state === 'done' && <span class="meta">{d('backups.done', { at: moment(order.ordered) })}</span>}
        {order?.state === 'failed' && (
          <div class="reason">
            <p class="word needs">
              <Icon name="warn" /> {d('backups.failed', { at: moment(order.ordered) })}
            </p>
            <p class="meta">{order.reason}</p>
            {order.detail && (
              <p class="meta">
                {d('backups.detail')}{' '}
                <span lang="en" translate={false}>
                  {order.detail}
                </span>
              </p>
            )}
          </div>
        )}
      </div>
    </section>
  )
}

/** How far an order is: waiting for the jobs, being copied, or being checked. */
function progress({ state, percent }: Json): string {
  if (state === 'queued') return d('backups.queued')
  const of: DeskKey = percent < 100 ? 'backups.working' : 'backups.checking'
  return d(of, { percent })
}

function None() {
  return (
    <section class="empty">
      <h2>{d('backups.none')}</h2>
      <p>{d('backups.none_why')}</p>
    </section>
  )
}

function Settings({ place, sealed }: { place: string; sealed: boolean }) {
  return (
    <section class="settings">
      <h2>{d('backups.settings')}</h2>
      <p>
        {d('backups.place')} <code>{place}</code> <span class="meta">(LANTOA_BACKUPS)</span>
      </p>
      <p>
        {d(sealed ? 'backups.sealed' : 'backups.open')} <span class="meta">(LANTOA_BACKUP_RECIPIENT)</span>
      </p>
    </section>
  )
}
