import type { Json } from '../../core/types/json'
import type { Shown } from '../../core/types/record'
import { Icon } from '../../parts/Icon'
import { standing } from '../../parts/standing'
import { t } from '../../text/text'

/** The status of a record as the server gave it, as an icon and a word. */
export function Standing({ record }: { record: Json }) {
  const { word, icon, tone } = standing({ ...record, refused: [], pending: 0 } as unknown as Shown)
  return (
    <span class={`word ${tone}`}>
      <Icon name={icon} /> {t(word)}
    </span>
  )
}
