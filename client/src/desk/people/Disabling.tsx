import { useState } from 'preact/hooks'
import { change } from '../../api/requests'
import type { Json } from '../../core/types/json'
import { useBusy } from '../../parts/busy'
import { Icon } from '../../parts/Icon'
import { toast, toastFailure } from '../../parts/Toast'
import { d } from '../../text/desk'
import { moment } from '../../text/format'
import { Ask, refusalWords, Sheet } from '../shared/Sheet'
import { useOnce } from '../shared/useOnce'

/** The dialog that disables a person's account, for a reason. */
export function Disable({ person, close }: { person: Json; close: () => void }) {
  const [reason, setReason] = useState('')
  const send = async (once: string) => {
    await change('POST', `/api/people/${person.id}/disable`, { reason: reason.trim() }, person.version, once)
    toast(d('people.disable_done', { name: person.name }))
  }
  return (
    <Sheet
      title={d('people.disable_title', { name: person.name })}
      go={d('people.disable_now')}
      send={send}
      close={close}
    >
      <p class="meta">{d('people.disable_what')}</p>
      <Ask label={d('people.disable_why')} help={d('people.disable_why_help')}>
        <textarea
          required
          maxLength={200}
          rows={3}
          value={reason}
          onInput={(event) => setReason(event.currentTarget.value)}
        />
      </Ask>
    </Sheet>
  )
}

/** Says that a person's account is disabled, by whom and why, with a button that enables it, for whoever may. */
export function Disabled({ person, again }: { person: Json; again: () => void }) {
  const [once, next] = useOnce()
  const [busy, run] = useBusy()
  const { by, at, reason } = person.disabled
  const enable = async () => {
    try {
      await change('POST', `/api/people/${person.id}/enable`, {}, person.version, once)
      toast(d('people.enable_done', { name: person.name }))
    } catch (refused) {
      toastFailure(refusalWords(refused).join(' '))
    }
    next()
    again()
  }
  return (
    <>
      <p class="word needs">
        <Icon name="warn" /> {d('people.disabled_now')}
      </p>
      {by && <p class="meta">{d('people.disabled_by', { by, at: moment(at), reason })}</p>}
      {person.may.enable ? (
        <button type="button" class="primary" disabled={busy} onClick={() => run(enable)}>
          {d('people.enable')}
        </button>
      ) : (
        <p class="meta">{d('people.disabled_higher')}</p>
      )}
    </>
  )
}
