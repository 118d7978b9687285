import { useState } from 'preact/hooks'
import type { Shown } from '../../core/types/record'
import { Icon } from '../../parts/Icon'
import { say } from '../../parts/Toast'
import { trouble } from '../../parts/Trouble'
import { act } from '../../records/records'
import { go } from '../../routes/route'
import { t } from '../../text/text'
import { Return } from './Return'
import { toVerify } from './toVerify'

interface Props {
  records: Shown[]
  /** Goes on to the next one that waits. */
  next: boolean
  done?: () => void
}

/** A verb on what was seen: a version that came meanwhile is not what was judged. */
export async function judge(
  verb: string,
  records: Shown[],
  more: { text?: string; field?: string } = {},
): Promise<void> {
  for (const { id, unit, version, pending } of records) {
    await act(verb, id, { unit, ...(version && !pending && { base: version }), ...more })
  }
}

/** The leader's two answers, at the thumb: it is right, or it goes back with a reason. */
export function Judge({ records, next, done }: Props) {
  const [returns, setReturns] = useState(false)
  const n = records.length
  const after = async (words: string) => {
    setReturns(false)
    say(words)
    done?.()
    const [other] = next ? await toVerify() : []
    if (next) go(other ? `/ban-ghi/${other.id}?duyet=1` : '/duyet', true)
  }
  const verify = () => judge('verify', records).then(() => after(t('verify.done', { n })), trouble)
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
      {returns && <Return records={records} close={() => setReturns(false)} done={(words) => void after(words)} />}
    </>
  )
}
