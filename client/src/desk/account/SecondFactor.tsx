import './SecondFactor.css'
import { useState } from 'preact/hooks'
import { reopen } from '../../account/remembered'
import { change } from '../../api/requests'
import type { Json } from '../../core/types/json'
import { useBusy } from '../../parts/busy'
import { Icon } from '../../parts/Icon'
import { toast } from '../../parts/Toast'
import { d } from '../../text/desk'
import { moment } from '../../text/format'
import { ResourceView } from '../shared/ResourceView'
import { Ask, Faults, refusalWords } from '../shared/Sheet'
import { Title } from '../shared/Title'
import { useResource } from '../shared/useResource'
import { Enrolment } from './Enrolment'
import { RecoveryCodes } from './RecoveryCodes'

const PATH = '/api/session/second-factor'
const FEW = 3 // recovery codes

/** The screen of one's own second factor: set it up, keep its recovery codes, end it. */
export default function SecondFactor() {
  const resource = useResource(PATH)
  const [begun, setBegun] = useState<Json>()
  const [codes, setCodes] = useState<string[]>()
  const state: Json | undefined = resource.found?.body
  const kept = () => {
    // Whoever had to set it up could read nothing so far.
    if (state?.must) return reopen('/so')
    setCodes(undefined)
    resource.again()
  }
  const confirmed = (found: string[]) => {
    setBegun(undefined)
    setCodes(found)
  }
  return (
    <div class="factor">
      <Title>{d('nav.factor')}</Title>
      <ResourceView resource={resource}>
        {codes ? (
          <RecoveryCodes codes={codes} kept={kept} />
        ) : begun ? (
          <Enrolment begun={begun} confirmed={confirmed} />
        ) : state?.since ? (
          <Ending state={state} ended={resource.again} />
        ) : (
          state && <Beginning state={state} begin={setBegun} />
        )}
      </ResourceView>
    </div>
  )
}

/** Says what a second factor is good for, with a button that sets one up, for whoever may. */
function Beginning({ state, begin }: { state: Json; begin: (begun: Json) => void }) {
  const [faults, setFaults] = useState<string[]>([])
  const [busy, run] = useBusy()
  const start = () =>
    run(async () => {
      setFaults([])
      await change('POST', PATH).then(begin, (fault) => setFaults(refusalWords(fault)))
    })
  return (
    <>
      {state.must && (
        <p class="note waiting">
          <Icon name="warn" /> {d('factor.must')}
        </p>
      )}
      <p class="lead">{d('factor.lead')}</p>
      <p>{d('factor.none_yet')}</p>
      {state.may ? (
        <>
          <p class="meta">{d('factor.apps')}</p>
          <Faults faults={faults} />
          <button type="button" class="primary" disabled={busy} onClick={() => void start()}>
            {d('factor.set_up')}
          </button>
        </>
      ) : (
        <p class="meta">{d('factor.not_for')}</p>
      )}
    </>
  )
}

/** Says since when there is a second factor, and ends it by password and code. */
function Ending({ state, ended }: { state: Json; ended: () => void }) {
  const [faults, setFaults] = useState<string[]>([])
  const [busy, run] = useBusy()
  const submit = (event: Event) => {
    event.preventDefault()
    const form = event.currentTarget as HTMLFormElement
    void run(async () => {
      setFaults([])
      try {
        await change('POST', `${PATH}/end`, { password: form.password.value, code: form.factor.value })
        toast(d('factor.ended'))
        ended()
      } catch (fault) {
        setFaults(refusalWords(fault))
      }
    })
  }
  return (
    <>
      <p class="word done">
        <Icon name="shield" /> {d('factor.on', { at: moment(state.since), n: state.recovery_codes })}
      </p>
      {state.recovery_codes < FEW && <p class="note waiting">{d('factor.few')}</p>}
      <p class="lead">{d('factor.lead')}</p>
      <form onSubmit={submit}>
        <h2>{d('factor.end')}</h2>
        <p class="meta">{d('factor.end_why')}</p>
        <Ask label={d('factor.password')}>
          <input name="password" type="password" autocomplete="current-password" required />
        </Ask>
        <Ask label={d('factor.either')}>
          <input name="factor" autocomplete="one-time-code" autocapitalize="none" spellcheck={false} required />
        </Ask>
        <Faults faults={faults} />
        <button type="submit" class="secondary" disabled={busy}>
          {d('factor.end')}
        </button>
      </form>
    </>
  )
}
