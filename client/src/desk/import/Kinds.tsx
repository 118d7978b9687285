import { who } from '../../account/who'
import { d } from '../../text/desk'

/** The two kinds of what a workbook can bring, of which one is open; nothing for whoever may bring one kind alone. */
export function ImportKinds({ here }: { here: 'people' | 'records' }) {
  if (!who().roles.some(({ role }) => ['leader', 'commune', 'department'].includes(role))) return null
  return (
    <nav class="row" aria-label={d('import.kinds')}>
      <a class="chip" href="/so/nhap" aria-current={here === 'people' ? 'page' : undefined}>
        {d('import.of_people')}
      </a>
      <a class="chip" href="/so/nhap-so-lieu" aria-current={here === 'records' ? 'page' : undefined}>
        {d('import.of_records')}
      </a>
    </nav>
  )
}
