import './BulkActions.css'
import { who } from '../../account/who'
import type { Json } from '../../core/types/json'
import { Icon, type IconName } from '../../parts/Icon'
import { d } from '../../text/desk'
import { number } from '../../text/format'
import { type BulkVerb, verbFor, WITH_REASON } from '../review/verbs'
import { beginExample } from '../shared/beginExample'
import { AssignTo } from './AssignTo'

interface Props {
  records: Json[]
  chosen: Json[]
  pick: (ids: string[]) => void
  /** Those of the chosen records to which a verb can be done. */
  those: (verb: BulkVerb) => Json[]
  act: (verb: BulkVerb) => void
  /** Called once records were given to somebody. */
  given: () => void
}

const ICONS: Record<BulkVerb, IconName> = { accept: 'check', return: 'turn', reject: 'cross', reopen: 'sync' }
const KEYS: Record<BulkVerb, string> = { accept: 'a', return: 'r', reject: 'd', reopen: 'o' }

/**
 * The bar to decide on several records of the queue at once: a tick picks all on the page, and a button for each verb
 * that can be done to some of those picked (`chosen`) says how many these are, where they are not all.
 */
export function BulkActions({ records, chosen, pick, those, act, given }: Props) {
  const all = chosen.length === records.length
  const n = chosen.length
  const accepted = those('accept')
  const verb = verbFor(accepted)
  const keeps = who().roles.some(({ role }) => role === 'department')
  if (!records.length) return null
  return (
    <div class={n ? 'bulk open' : 'bulk'}>
      <label class="tick all">
        <input type="checkbox" checked={all} onChange={() => pick(all ? [] : records.map(({ id }) => id))} />
        {n ? d('queue.picked', { n: number(n) }) : d('queue.pick_all', { n: number(records.length) })}
      </label>
      {accepted.length > 0 && (
        <button type="button" class="primary" onClick={() => act('accept')}>
          <Icon name={verb === 'verify' ? 'shield' : ICONS.accept} />
          {d(verb === 'verify' ? 'queue.verify_these' : 'queue.approve_these', { n: number(accepted.length) })}{' '}
          <kbd>{KEYS.accept}</kbd>
        </button>
      )}
      {WITH_REASON.map((other) => {
        const some = those(other).length
        if (!some) return null
        return (
          <button key={other} type="button" class="secondary" onClick={() => act(other)}>
            <Icon name={ICONS[other]} /> {d(`verb.${other}`)} {some < n && number(some)} <kbd>{KEYS[other]}</kbd>
          </button>
        )
      })}
      {n > 0 && keeps && chosen.every(({ status }) => status === 'approved') && (
        <button type="button" class="secondary" onClick={() => void beginExample(chosen.map(({ id }) => id))}>
          {d('example.begin_n', { n: number(n) })}
        </button>
      )}
      {accepted.length > 0 && <AssignTo records={accepted} done={given} />}
    </div>
  )
}
