import './Decided.css'
import { useBusy } from '../../parts/busy'
import { Icon } from '../../parts/Icon'
import { useWatched } from '../../parts/live'
import { toast, toastFailure } from '../../parts/Toast'
import { trouble } from '../../parts/Trouble'
import { pending, takeBack } from '../../records/decisions'
import { u, useSchoolTexts } from '../../text/school'
import { t } from '../../text/text'

/** What a leader has decided in the last ten seconds: each decision with a button that takes it back. */
export function Decided() {
  const found = useWatched(pending, [])
  const [busy, run] = useBusy()
  const loaded = useSchoolTexts()
  const held = (found ?? []).filter(({ state }) => state === 'held')
  if (!held.length || !loaded) return null
  const undo = async (mutation: string) => {
    const back = await takeBack([mutation])
    if (back) toast(u('decided.undone'))
    else toastFailure(u('decided.late'))
  }
  return (
    <section class="note decided" aria-label={u('decided.title')}>
      <p class="meta">
        <Icon name="clock" /> {u('decided.title')}
      </p>
      <ul>
        {held.map(({ mutation, about }) => (
          <li key={mutation.id} class="row">
            <span>
              {u(mutation.do === 'return' ? 'decided.returned' : 'decided.verified', {
                title: about || t('record.untitled'),
              })}
            </span>
            <button
              type="button"
              class="plain"
              disabled={busy}
              onClick={() => void run(() => undo(mutation.id).catch(trouble))}
            >
              {t('record.undo')}
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
