import type { Field } from '../core/types/register'
import { useWatched } from '../parts/live'
import { list } from '../records/records'
import { titleOf } from '../records/titles'
import { language, t } from '../text/text'
import { titles } from './answerText'
import type { Option } from './Pick'

const OFFERED = ['submitted', 'verified', 'approved', 'returned']

/** The records that a field may refer to, the approved first, and the one `held`; undefined until they are read. */
export function useRecordsAsOptions(field: Field, unit: string, held?: string | null): Option[] | undefined {
  const found = useWatched(async () => {
    const filter = { register: field.to ?? '', status: OFFERED, ...(!field.across && { unit }) }
    const found = await list(filter)
    const rank = (status: string) => (status === 'approved' ? 0 : 1)
    return found
      .sort((one, other) => rank(one.status) - rank(other.status))
      .map((record) => {
        const label = titleOf(record, language())
        titles.set(record.id, label)
        return { value: record.id, label }
      })
  }, [field.to, unit])
  // One of another unit, which this phone has no copy of.
  const far = held && found && !found.some(({ value }) => value === held)
  return far ? [...found, { value: held, label: titles.get(held) ?? t('record.another') }] : found
}
