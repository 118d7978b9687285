import './Locked.css'
import type { Shown } from '../../core/types/record'
import { useBusy } from '../../parts/busy'
import { Icon } from '../../parts/Icon'
import { toast } from '../../parts/Toast'
import { trouble } from '../../parts/Trouble'
import { act } from '../../records/records'
import { askToReopen, lockOf } from '../../records/reopening'
import { moment } from '../../text/format'
import { periodNamed } from '../../text/periods'
import { t } from '../../text/text'

/**
 * Says why a record takes no changes, in place of the buttons that would change it, with a button that asks an officer
 * to open it again.
 */
export function Locked({ record }: { record: Shown }) {
  const [busy, run] = useBusy()
  const lock = lockOf(record)
  if (!lock) return null
  const last = askToReopen(record)
  const ask = async () => {
    await act('comment', record.id, { text: t('locked.text'), asks: 'reopen' })
    toast(t('locked.saved'))
  }
  return (
    <div class="locked">
      <p>
        <Icon name="shield" /> {t(`locked.${lock}`, { period: periodNamed(record.period) })}
        {last && <small class="meta"> {t('locked.asks', { at: moment(last.at) })}</small>}
      </p>
      <button type="button" class="secondary" disabled={busy} onClick={() => void run(() => ask().catch(trouble))}>
        {t(last ? 'locked.again' : 'locked.ask')}
      </button>
    </div>
  )
}
