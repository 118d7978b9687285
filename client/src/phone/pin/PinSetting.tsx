import { useState } from 'preact/hooks'
import { show } from '../../account/curtain'
import { canKeepPin, dropPin, setPin } from '../../account/pin'
import { accounts } from '../../account/session'
import { who } from '../../account/who'
import { useBusy } from '../../parts/busy'
import { Icon } from '../../parts/Icon'
import { useWatched } from '../../parts/live'
import { showWhole } from '../../parts/showWhole'
import { toast } from '../../parts/Toast'
import { trouble } from '../../parts/Trouble'
import { p, usePinTexts } from '../../text/pin'
import { Digits } from './Digits'

/** In the settings: sets a PIN for the account in use, or takes it away. */
export function PinSetting() {
  const loaded = usePinTexts()
  const known = useWatched(accounts, [])
  const [open, setOpen] = useState(false)
  const [busy, run] = useBusy()
  const { id } = who()
  if (!loaded || !known || !canKeepPin()) return null
  if (known.find((account) => account.id === id)?.pin) {
    const drop = () => void dropPin(id).then(() => toast(p('pin.dropped')), trouble)
    return (
      <button type="button" class="plain" onClick={drop}>
        <Icon name="shield" /> {p('pin.drop')}
      </button>
    )
  }
  const submit = (event: Event) => {
    event.preventDefault()
    const { pin } = event.currentTarget as HTMLFormElement & { pin: HTMLInputElement }
    void run(async () => {
      await setPin(id, pin.value)
      show(id)
      setOpen(false)
      toast(p('pin.done'))
    }).catch(trouble)
  }
  return (
    <>
      <button type="button" class="plain" aria-expanded={open} onClick={() => setOpen(!open)}>
        <Icon name="shield" /> {p('pin.set')}
      </button>
      {open && (
        <form class="credentials" onSubmit={submit} ref={showWhole}>
          <p class="help">{p('pin.set_why')}</p>
          <Digits label={p('pin.new')} />
          <button type="submit" class="secondary" disabled={busy}>
            {p('pin.keep')}
          </button>
        </form>
      )}
    </>
  )
}
