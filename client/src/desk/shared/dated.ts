import { clockAt } from '../../core/vietnam'
import { day } from '../../text/format'
import { t } from '../../text/text'

/** A moment (ISO text) with its day and year, for what is kept, printed or copied: "today" ends, paper does not. */
export const dated = (iso: string): string => t('time.on', { clock: clockAt(iso).slice(11, 16), day: day(iso) })
