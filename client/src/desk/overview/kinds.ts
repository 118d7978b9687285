import { d } from '../../text/desk'
import { t } from '../../text/text'

/** The plural word for units of a kind, in the language in use; null or an unknown kind gives that for "units". */
export function kindWords(kind: string | null): string {
  if (kind === 'school') return d('overview.kind_school')
  if (kind === 'commune') return d('overview.kind_commune')
  return kind === 'province' ? d('overview.kind_province') : d('overview.kind_unit')
}

const STATUSES = ['submitted', 'verified', 'returned', 'approved', 'rejected'] as const
type Status = (typeof STATUSES)[number]

/** The statuses among `keys`, in the order in which a record goes through them. */
export const ordered = (keys: string[]): Status[] => STATUSES.filter((one) => keys.includes(one))

/** The word for a status in the language in use; an unknown status is given as it is. */
export const statusWords = (status: string): string =>
  STATUSES.includes(status as Status) ? t(`status.${status as Status}`) : status
