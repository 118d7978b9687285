import { useEffect, useState } from 'preact/hooks'
import { hush, type Ringing, ring, ringing } from '../../api/notices'
import { useBusy } from '../../parts/busy'
import { Icon } from '../../parts/Icon'
import { d } from '../../text/desk'
import { explain } from '../shared/saveFile'

/** Whether notices also ring on this computer while the app is closed; off until somebody switches it on. */
export function RingSetting() {
  const [state, set] = useState<Ringing>()
  const [busy, run] = useBusy()
  useEffect(() => void ringing().then(set, () => {}), [])
  if (!state) return null
  const turn = () =>
    void run(async () => set(await (state === 'on' ? hush() : ring(true)))).catch((fault) => explain(fault))
  return (
    <section class="ringing">
      <h2>{d('notices.here')}</h2>
      <p>{d(`notices.ring_${state}`)}</p>
      {(state === 'on' || state === 'off') && (
        <button type="button" class="secondary" aria-pressed={state === 'on'} disabled={busy} onClick={turn}>
          <Icon name={state === 'on' ? 'cross' : 'check'} /> {d(state === 'on' ? 'notices.hush' : 'notices.ring')}
        </button>
      )}
    </section>
  )
}
