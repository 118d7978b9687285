import './BulkActions.css'
import { useState } from 'preact/hooks'
import type { Json } from '../../core/types/json'
import { Icon } from '../../parts/Icon'
import { d } from '../../text/desk'
import { number } from '../../text/format'
import { t } from '../../text/text'
import { decideOn } from '../review/decisions'
import { Reason } from '../review/Reason'
import { verbFor } from '../review/verbs'

interface Props {
  records: Json[]
  chosen: Json[]
  pick: (ids: string[]) => void
  done: () => void
}

/**
 * The bar to decide on several records of the queue at once: a tick picks all on the page, and buttons verify or
 * approve, or return, those picked (`chosen`).
 */
export function BulkActions({ records, chosen, pick, done }: Props) {
  const [returns, setReturns] = useState(false)
  const all = chosen.length === records.length
  const n = chosen.length
  const verb = verbFor(chosen)
  const after = () => {
    setReturns(false)
    done()
  }
  if (!records.length) return null
  return (
    <div class={n ? 'bulk open' : 'bulk'}>
      <label class="tick all">
        <input type="checkbox" checked={all} onChange={() => pick(all ? [] : records.map(({ id }) => id))} />
        {n ? d('queue.picked', { n: number(n) }) : d('queue.pick_all', { n: number(records.length) })}
      </label>
      {n > 0 && (
        <>
          <button type="button" class="primary" onClick={() => void decideOn(verb, chosen).then((ok) => ok && done())}>
            <Icon name={verb === 'verify' ? 'shield' : 'check'} />
            {d(verb === 'verify' ? 'queue.verify_these' : 'queue.approve_these', { n: number(n) })} <kbd>a</kbd>
          </button>
          <button type="button" class="secondary" onClick={() => setReturns(true)}>
            <Icon name="turn" /> {t('verify.return')}
          </button>
        </>
      )}
      {returns && <Reason verb="return" records={chosen} close={() => setReturns(false)} done={after} />}
    </div>
  )
}
