import type { Summary } from '../../core/types/record'
import { RecordLine } from '../../parts/RecordLine'
import { type Key, t } from '../../text/text'

const SOME = 3

interface Group {
  key: string
  title: Key
  fits: (one: Summary) => boolean
}

/** Whether the author must act on a record: it was refused, is in conflict, or was returned or rejected. */
const needsAuthor = ({ calls, status }: Summary) => calls !== '' || status === 'returned' || status === 'rejected'

/** The groups into which the account's own records are divided by their status; a record is in the first that fits. */
export const GROUPS: Group[] = [
  { key: 'can-xem', title: 'group.calls', fits: needsAuthor },
  { key: 'cho-gui', title: 'group.waiting', fits: ({ pending }) => pending > 0 },
  { key: 'nhap', title: 'group.drafts', fits: ({ status }) => status === 'draft' },
  { key: 'cho-duyet', title: 'group.submitted', fits: ({ status }) => status === 'submitted' || status === 'verified' },
  { key: 'da-duyet', title: 'group.approved', fits: ({ status }) => status === 'approved' },
]

/** The key of the group that a record is in; undefined if none fits. */
export const groupOf = (one: Summary) => GROUPS.find(({ fits }) => fits(one))?.key

/** A group with records in it: how many, and the first of them. */
interface Filled extends Group {
  count: number
  records: Summary[]
  /** Keys of their registers. */
  forms: (string | undefined)[]
}

/** The records in their groups, without the groups that have none. */
export function inGroups(found: Summary[]): Filled[] {
  const filled = GROUPS.map((group) => {
    const its = found.filter((one) => groupOf(one) === group.key)
    return {
      ...group,
      count: its.length,
      records: its.slice(0, SOME),
      forms: its.map(({ form }) => form?.split('@')[0]),
    }
  })
  return filled.filter(({ count }) => count)
}

/** The groups: how many records each has, and its first three. Without any, a hint to practise first. */
export function Groups({ groups }: { groups: Filled[] }) {
  if (!groups.length) {
    return (
      <section class="empty">
        <h2>{t('home.empty')}</h2>
        <p>{t('home.empty_why')}</p>
        <a class="plain" href="/luyen-tap">
          {t('home.practice')}
        </a>
      </section>
    )
  }
  const alike = new Set(groups.flatMap(({ forms }) => forms)).size === 1
  return (
    <>
      {groups.map(({ key, title, count, records }) => (
        <section key={key} class="group">
          <h2>
            {t(title)} <span class="count">{count}</span>
          </h2>
          <ul class="lines">
            {records.map((record) => (
              <RecordLine key={record.id} line={record} alike={alike} />
            ))}
          </ul>
          {count > SOME && (
            <a class="plain" href={`/so-tay?loc=${key}`}>
              {t('group.all', { n: count })}
            </a>
          )}
        </section>
      ))}
    </>
  )
}
