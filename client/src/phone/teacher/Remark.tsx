import './Remark.css'
import type { Shown, ThreadItem } from '../../core/types/record'
import { faultText } from '../../forms/faultText'
import { Icon } from '../../parts/Icon'
import { nameOf } from '../../records/catalog'
import { moment } from '../../text/format'
import { t } from '../../text/text'

const JUDGED = ['return', 'reject', 'reopen']

/** The last comment with which a record was returned or rejected; undefined if it is neither now. */
export function reason(record: Shown): ThreadItem | undefined {
  if (record.status !== 'returned' && record.status !== 'rejected') return undefined
  return [...(record.thread ?? [])].reverse().find((item) => JUDGED.includes(item.do))
}

/**
 * What is shown with a field: the reviewer's reason, if it is about this field, and why the server refused its value.
 */
export function Remark({ record, field }: { record: Shown; field: string }) {
  const item = reason(record)
  const fault = record.refused.map(({ fields }) => fields?.[field]).find(Boolean)
  return (
    <>
      {item?.field === field && (
        <p class="remark needs">
          <Icon name="turn" />
          <span>
            {item.text}
            <small>{t('record.by_at', { name: nameOf(item.by) || t('record.officer'), at: moment(item.at) })}</small>
          </span>
        </p>
      )}
      {fault && (
        <p class="remark needs">
          <Icon name="warn" /> {faultText(fault)}
        </p>
      )}
    </>
  )
}
