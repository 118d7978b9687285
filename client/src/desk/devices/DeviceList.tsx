import { useState } from 'preact/hooks'
import { change } from '../../api/requests'
import type { Json } from '../../core/types/json'
import { Icon } from '../../parts/Icon'
import { toast } from '../../parts/Toast'
import { d } from '../../text/desk'
import { moment } from '../../text/format'
import { Sheet } from '../shared/Sheet'

/**
 * A person's devices, each with what it last reported as unsent and a button to sign it out, for a lost one. `again` is
 * called after that, to load the list anew.
 */
export function DeviceList({ devices, again }: { devices: Json[]; again: () => void }) {
  const [lost, setLost] = useState<Json | null>(null)
  if (!devices.length) return <p class="meta">{d('devices.nobody')}</p>
  const revoke = async () => {
    await change('DELETE', `/api/devices/${lost?.id}`)
    toast(d('devices.revoked'))
    again()
  }
  return (
    <>
      <ul class="lines">
        {devices.map((device) => (
          <li key={device.id}>
            <p>
              <b>{device.name ?? d('devices.unnamed')}</b>
              <span class="meta">
                {d('devices.synced', { at: moment(device.last_sync) })}
                {device.app && ` · ${d('devices.app', { app: device.app })}`}
              </span>
              {device.mutations + device.photos > 0 && (
                <span class="word waiting">
                  <Icon name="clock" />{' '}
                  {d('devices.unsent', { n: device.mutations, photos: device.photos, at: moment(device.told_at) })}
                </span>
              )}
            </p>
            <span class="ways">
              <button type="button" class="plain" onClick={() => setLost(device)}>
                {d('devices.revoke')}
              </button>
            </span>
          </li>
        ))}
      </ul>
      {lost && (
        <Sheet title={d('devices.revoke_title')} go={d('devices.revoke')} send={revoke} close={() => setLost(null)}>
          <p>{lost.name ?? d('devices.unnamed')}</p>
          <p class="meta">{d('devices.revoke_why')}</p>
        </Sheet>
      )}
    </>
  )
}
