import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import type { Shown } from '../../core/types/record'
import { useBusy } from '../../parts/busy'
import { Icon } from '../../parts/Icon'
import { toast } from '../../parts/Toast'
import { trouble } from '../../parts/Trouble'
import { go } from '../../routes/route'
import { shieldLastTap } from '../../routes/shield'
import { u, useSchoolTexts } from '../../text/school'
import { t } from '../../text/text'
import { Return } from './Return'
import { review, type Saved } from './review'
import { toVerify } from './toVerify'

interface Props {
  records: Shown[]
  /** Whether to open the next record that waits for verification afterwards. */
  next: boolean
  done?: () => void
  /** What an author may do with the record, if the leader is that; it stands in place of returning it to oneself. */
  own?: ComponentChildren
}

/** A leader's two buttons at the foot of the screen: to verify the records, or to return them with a reason. */
export function ReviewActions({ records, next, done, own }: Props) {
  const [returns, setReturns] = useState(false)
  const n = records.length
  const [busy, run] = useBusy()
  const loaded = useSchoolTexts()
  const after = async ({ message, undo }: Saved) => {
    setReturns(false)
    shieldLastTap()
    done?.()
    const [other] = next ? await toVerify() : []
    if (next) go(other ? `/ban-ghi/${other.id}?duyet=1` : '/duyet', true)
    toast(message, undo)
  }
  const verify = () =>
    review('verify', records).then((undo) => after({ message: u('verify.done', { n }), undo }), trouble)
  if (!loaded) return null
  return (
    <>
      <div class="actions">
        {own ?? (
          <button type="button" class="secondary" disabled={!n} onClick={() => setReturns(true)}>
            <Icon name="turn" /> {t('verify.return')}
          </button>
        )}
        <button type="button" class="primary" disabled={!n || busy} onClick={() => void run(verify)}>
          <Icon name="shield" /> {n > 1 ? u('verify.these', { n }) : u('verify.this')}
        </button>
      </div>
      {returns && <Return records={records} close={() => setReturns(false)} done={(saved) => void after(saved)} />}
    </>
  )
}
