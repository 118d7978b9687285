import { useState } from 'preact/hooks'
import { change } from '../../api/requests'
import type { Json } from '../../core/types/json'
import { useBusy } from '../../parts/busy'
import { d } from '../../text/desk'
import { Ask, Faults, refusalWords } from '../shared/Sheet'
import { Square } from '../shared/Square'

const GROUP = /.{4}(?=.)/g

/** The secret that was begun, to be scanned or typed into an authenticator app, and the first code of that app. */
export function Enrolment({ begun, confirmed }: { begun: Json; confirmed: (codes: string[]) => void }) {
  const [faults, setFaults] = useState<string[]>([])
  const [busy, run] = useBusy()
  const submit = (event: Event) => {
    event.preventDefault()
    const { value } = (event.currentTarget as HTMLFormElement).factor
    void run(async () => {
      setFaults([])
      try {
        const { recovery_codes: codes } = await change('POST', '/api/session/second-factor/confirm', { code: value })
        confirmed(codes)
      } catch (fault) {
        setFaults(refusalWords(fault))
      }
    })
  }
  return (
    <form onSubmit={submit}>
      <ol class="setting-up">
        <li>
          <p>{d('factor.scan')}</p>
          <Square text={begun.uri} label={d('factor.square')} />
          <p class="meta">{d('factor.by_hand')}</p>
          <p class="secret">{begun.secret.replace(GROUP, '$& ')}</p>
        </li>
        <li>
          <p>{d('factor.first')}</p>
          <Ask label={d('factor.code')}>
            <input
              name="factor"
              inputMode="numeric"
              autocomplete="one-time-code"
              maxLength={10}
              spellcheck={false}
              required
            />
          </Ask>
        </li>
      </ol>
      <Faults faults={faults} />
      <button type="submit" class="primary" disabled={busy}>
        {d('factor.confirm')}
      </button>
    </form>
  )
}
