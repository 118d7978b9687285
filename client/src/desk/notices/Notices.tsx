import './Notices.css'
import { useState } from 'preact/hooks'
import { unitsAs } from '../../account/who'
import { badge, markRead, type Notice } from '../../api/notices'
import { Icon, type IconName } from '../../parts/Icon'
import { register } from '../../records/catalog'
import { type DeskKey, d } from '../../text/desk'
import { day, moment, today } from '../../text/format'
import { periodNamed } from '../../text/periods'
import { inLanguage } from '../../text/text'
import { ResourceView } from '../shared/ResourceView'
import { explain } from '../shared/saveFile'
import { Title } from '../shared/Title'
import { useResource } from '../shared/useResource'
import { LetterSetting } from './LetterSetting'
import { RingSetting } from './RingSetting'

const OFFICE = ['leader', 'commune', 'department']
const SOME = 30
const MANY = 100
const ICONS: Record<Notice['kind'], IconName> = {
  returned: 'turn',
  approved: 'check',
  reminded: 'warn',
  due: 'clock',
  taken_up: 'copy',
  new_register: 'add',
}

interface Page {
  notices: Notice[]
  unread: number
  needs: number
  next: string | null
}

/** The screen of notices: what concerns the person, what of it is new, and whether it rings on this device. */
export default function Notices() {
  const [limit, setLimit] = useState(SOME)
  const resource = useResource(`/api/notices?limit=${limit}`, 60_000)
  const found = resource.found?.body as Page | undefined
  const unread = found?.notices.filter((one) => !one.read) ?? []
  const read = (some: Notice[]) => void markRead(some).then(resource.again, (fault) => explain(fault))
  if (found) badge(found.needs)
  return (
    <>
      <Title>{d('nav.notices')}</Title>
      <ResourceView resource={resource}>
        {found && found.notices.length === 0 && (
          <section class="empty">
            <h2>{d('notices.none')}</h2>
            <p>{d('notices.none_why')}</p>
          </section>
        )}
        {found && found.notices.length > 0 && (
          <>
            <p class="notices-head">
              <span>{unread.length ? d('notices.unread', { n: found.unread }) : d('notices.all_read')}</span>
              {unread.length > 0 && (
                <button type="button" class="secondary" onClick={() => read(unread)}>
                  {d('notices.read_all')}
                </button>
              )}
            </p>
            <ul class="notices">
              {found.notices.map((one) => (
                <Line key={one.id} notice={one} opened={() => one.read || read([one])} />
              ))}
            </ul>
            {found.next && limit < MANY && (
              <button type="button" class="secondary" onClick={() => setLimit(MANY)}>
                {d('notices.more')}
              </button>
            )}
          </>
        )}
      </ResourceView>
      <RingSetting />
      {OFFICE.some((role) => unitsAs(role).length > 0) && <LetterSetting />}
    </>
  )
}

function Line({ notice, opened }: { notice: Notice; opened: () => void }) {
  const { kind, at, due, period, title, by = '', text } = notice
  const named = inLanguage(register(notice.register)?.title) || notice.register
  const late = kind === 'due' && due && due < today()
  const meta = [
    kind !== 'reminded' && title ? named : '',
    period && periodNamed(period),
    due && d('notices.until', { day: day(due) }),
  ]
  return (
    <li class={notice.read ? undefined : 'new'}>
      <a href={placeOf(notice)} onClick={opened}>
        <Icon name={ICONS[kind]} />
        <span>
          <b>
            {d(late ? 'notices.late' : (`notices.${kind}` as DeskKey), { title: title ?? named, register: named, by })}
          </b>
          <span class="meta">
            {[...meta, moment(at)].filter(Boolean).join(' · ')}
            {!notice.read && <span class="hidden">, {d('notices.new')}</span>}
          </span>
          {text && <q>{text}</q>}
        </span>
      </a>
    </li>
  )
}

/** Where one acts upon a notice: a record to be corrected opens in the notebook, where it can be. */
const placeOf = ({ kind, record, register: key }: Notice): string =>
  record ? `${kind === 'returned' ? '' : '/so'}/ban-ghi/${record}` : `/ghi?bieu=${key}`
