import type { Json } from '../../core/types/json'
import { Icon } from '../../parts/Icon'
import { standing } from '../../parts/standing'
import { callOf } from '../../records/lines'
import { t } from '../../text/text'

/** The status of a record as the server gave it, as an icon and a word. */
export function Standing({ record }: { record: Json }) {
  const { status, form, conflicts, wrote } = record
  const { word, icon, tone } = standing({ status, form, pending: 0, calls: callOf({ conflicts, wrote, refused: [] }) })
  return (
    <span class={`word ${tone}`}>
      <Icon name={icon} /> {t(word)}
    </span>
  )
}
