import { useState } from 'preact/hooks'
import type { Shown } from '../../core/types/record'
import { Icon } from '../../parts/Icon'
import { toast } from '../../parts/Toast'
import { trouble } from '../../parts/Trouble'
import { go } from '../../routes/route'
import { t } from '../../text/text'
import { Return } from './Return'
import { review } from './review'
import { toVerify } from './toVerify'

interface Props {
  records: Shown[]
  /** Whether to open the next record that waits for verification afterwards. */
  next: boolean
  done?: () => void
}

/** A leader's two buttons at the foot of the screen: to verify the records, or to return them with a reason. */
export function ReviewActions({ records, next, done }: Props) {
  const [returns, setReturns] = useState(false)
  const n = records.length
  const after = async (message: string) => {
    setReturns(false)
    toast(message)
    done?.()
    const [other] = next ? await toVerify() : []
    if (next) go(other ? `/ban-ghi/${other.id}?duyet=1` : '/duyet', true)
  }
  const verify = () => review('verify', records).then(() => after(t('verify.done', { n })), trouble)
  return (
    <>
      <div class="actions">
        <button type="button" class="secondary" disabled={!n} onClick={() => setReturns(true)}>
          <Icon name="turn" /> {t('verify.return')}
        </button>
        <button type="button" class="primary" disabled={!n} onClick={() => void verify()}>
          <Icon name="shield" /> {n > 1 ? t('verify.these', { n }) : t('verify.this')}
        </button>
      </div>
      {returns && <Return records={records} close={() => setReturns(false)} done={(message) => void after(message)} />}
    </>
  )
}
