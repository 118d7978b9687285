import type { Field } from '../core/types/register'
import { useWatched } from '../parts/live'
import { list } from '../records/records'
import { titleOf } from '../records/titles'
import { language, t } from '../text/text'
import { titles } from './answerText'
import type { Option } from './Pick'

const OFFERED = ['submitted', 'verified', 'approved', 'returned']

/**
 * A hook that gives the records on this phone to which a field of type `ref` may refer, as choices, the approved first;
 * undefined until they are read. They are of `unit`, or of any unit where the field allows that (`across`).
 *
 * `held`, the id of the record chosen already, is always among them, even if the phone has no copy of it.
 */
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
