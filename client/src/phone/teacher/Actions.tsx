import { useState } from 'preact/hooks'
import { unitsAs, who } from '../../account/who'
import type { Shown } from '../../core/types/record'
import { useBusy } from '../../parts/busy'
import { Icon } from '../../parts/Icon'
import { toast } from '../../parts/Toast'
import { trouble } from '../../parts/Trouble'
import { hasLeft } from '../../records/catalog'
import { act } from '../../records/records'
import { lockOf } from '../../records/reopening'
import { usesOf } from '../../records/uses'
import { go } from '../../routes/route'
import { t } from '../../text/text'
import { ReviewActionsLater } from '../school/parts'
import { verifiable } from '../school/toVerify'
import { Locked } from './Locked'

/** What this account may do with a record; `judging`: a leader opened it to review it. */
export function Actions({ record, judging }: { record: Shown; judging: boolean }) {
  const me = who().id
  const mine = record.author === me || record.author === null
  const named = Object.values(record.data).some((value) => [value].flat().includes(me))
  const writes = mine || named || unitsAs('leader').includes(record.unit)
  const { status } = record
  const left = hasLeft(record.unit)
  const open = left ? status === 'draft' || status === 'returned' : status !== 'deleted'
  const wants = mine && (status === 'draft' || status === 'returned' || record.refused.length > 0)
  const [busy, run] = useBusy()
  const review = verifiable(record)
  if (review && !mine) return <ReviewActionsLater records={[record]} next={judging} />
  if (!writes || !open) return null
  if (lockOf(record)) return <Locked record={record} />
  const acts = (
    <>
      {mine && (!left || status === 'draft') && <Delete record={record} undoable={!left} />}
      {mine && status === 'submitted' && (
        <button
          type="button"
          class="secondary"
          disabled={busy}
          onClick={() => void run(() => act('withdraw', record.id).then(() => toast(t('record.withdrawn')), trouble))}
        >
          {t('record.withdraw')}
        </button>
      )}
      <a class={wants ? 'primary' : 'secondary'} href={`/ghi/${record.id}`}>
        <Icon name="pencil" /> {t(status === 'returned' ? 'record.mend' : 'record.edit')}
      </a>
    </>
  )
  return review ? (
    <ReviewActionsLater records={[record]} next={judging} own={acts} />
  ) : (
    <div class="actions">{acts}</div>
  )
}

/**
 * The button that deletes a record. If other records refer to it, it says how many first, and a second tap deletes it.
 */
function Delete({ record, undoable }: { record: Shown; undoable: boolean }) {
  const [uses, setUses] = useState(0)
  const [busy, run] = useBusy()
  const remove = async () => {
    await act('delete', record.id)
    go('/', true)
    const undo = { word: t('record.undo'), run: () => act('restore', record.id).catch(trouble) }
    toast(t('record.deleted'), undoable ? undo : undefined)
  }
  const tapped = async () => {
    const found = uses ? [] : await usesOf(record.id)
    if (found.length) setUses(found.length)
    else await remove()
  }
  return (
    <>
      {uses > 0 && (
        <p class="needs" role="alert">
          {t('record.in_use', { n: uses })}
        </p>
      )}
      <button type="button" class="plain" disabled={busy} onClick={() => void run(() => tapped().catch(trouble))}>
        {t(uses ? 'record.delete_anyway' : 'record.delete')}
      </button>
    </>
  )
}
