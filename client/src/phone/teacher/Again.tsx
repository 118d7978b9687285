import type { Shown } from '../../core/types/record'
import type { Register } from '../../core/types/register'
import { registerAgain } from '../../forms/again'
import { useBusy } from '../../parts/busy'
import { Icon } from '../../parts/Icon'
import { toast } from '../../parts/Toast'
import { trouble } from '../../parts/Trouble'
import { act } from '../../records/records'
import { titleOf } from '../../records/titles'
import { go } from '../../routes/route'
import { lower, periodNamed } from '../../text/periods'
import { language, t } from '../../text/text'

interface Props {
  register: Register
  /** Those of the last period that are not registered for `period` yet. */
  records: Shown[]
  period: string
}

/** A button that registers `records` again for `period`; nothing if there are none. */
export function Again({ register, records, period }: Props) {
  const [busy, run] = useBusy()
  if (!records.length) return null
  const all = async () => {
    const made = await registerAgain(register, records, period)
    go('/', true)
    const undo = () => void Promise.all(made.map((id) => act('delete', id))).catch(trouble)
    toast(t('again.done', { n: made.length }), { word: t('record.undo'), run: undo })
  }
  return (
    <section class="note">
      <p>
        {t('again.why', { n: records.length, other: lower(periodNamed(records[0]?.period ?? '')) })}{' '}
        {records.map((record) => titleOf(record, language())).join(', ')}.
      </p>
      <button type="button" class="secondary" disabled={busy} onClick={() => void run(() => all().catch(trouble))}>
        <Icon name="copy" /> {t('again.all', { n: records.length, now: lower(periodNamed(period)) })}
      </button>
    </section>
  )
}
