import type { Shown } from '../../core/types/record'
import { RecordLine } from '../../parts/RecordLine'
import { needsAuthor } from '../../parts/standing'
import { type Key, t } from '../../text/text'

const SOME = 3

interface Group {
  key: string
  title: Key
  fits: (record: Shown) => boolean
}

/** The groups into which the account's own records are divided by their status; a record is in the first that fits. */
export const GROUPS: Group[] = [
  { key: 'can-xem', title: 'group.calls', fits: needsAuthor },
  { key: 'cho-gui', title: 'group.waiting', fits: ({ pending }) => pending > 0 },
  { key: 'nhap', title: 'group.drafts', fits: ({ status }) => status === 'draft' },
  { key: 'cho-duyet', title: 'group.submitted', fits: ({ status }) => status === 'submitted' || status === 'verified' },
  { key: 'da-duyet', title: 'group.approved', fits: ({ status }) => status === 'approved' },
]

/** The key of the group that a record is in; undefined if none fits. */
export const groupOf = (record: Shown) => GROUPS.find(({ fits }) => fits(record))?.key

/**
 * The records in their groups: how many each group has, and its first three. Without any records, a hint to practise
 * first.
 */
export function Groups({ records }: { records: Shown[] }) {
  if (!records.length) {
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
  return (
    <>
      {GROUPS.map(({ key, title }) => {
        const found = records.filter((record) => groupOf(record) === key)
        return (
          found.length > 0 && (
            <section key={key} class="group">
              <h2>
                {t(title)} <span class="count">{found.length}</span>
              </h2>
              <ul class="lines">
                {found.slice(0, SOME).map((record) => (
                  <RecordLine key={record.id} record={record} />
                ))}
              </ul>
              {found.length > SOME && (
                <a class="plain" href={`/so-tay?loc=${key}`}>
                  {t('group.all', { n: found.length })}
                </a>
              )}
            </section>
          )
        )
      })}
    </>
  )
}
