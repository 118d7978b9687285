import './QueueRow.css'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { who } from '../../account/who'
import type { Json } from '../../core/types/json'
import type { Copy, Shown as Record } from '../../core/types/record'
import { Later } from '../../parts/Later'
import { withoutRepeats } from '../../parts/RecordLine'
import { nameOf, register as registerOf } from '../../records/catalog'
import { titleOf } from '../../records/titles'
import { d } from '../../text/desk'
import { day, moment } from '../../text/format'
import { periodNamed } from '../../text/periods'
import { inLanguage, language, t } from '../../text/text'
import { recordPath } from '../review/queueAddress'
import { figures, isOpen, type Names, personIn, waitingTime } from '../shared/recordText'
import { Standing } from '../shared/Standing'
import { amountText, type FigureBehind } from './figure'

interface Props {
  record: Json
  called: Names
  query: URLSearchParams
  here: boolean
  picked: boolean
  /** The figure that the list stands behind, if it does: then the row says what the record adds to it. */
  figure: FigureBehind | undefined
  pickable: boolean
  /** Whether the status has a column of its own: what waits for this person all has the same. */
  status: boolean
  toggle: (range: boolean) => void
  focused: () => void
}

/** One record of the queue: title, figures, author, how long it has waited. */
export function QueueRow({ record, called, query, here, picked, pickable, status, figure, toggle, focused }: Props) {
  const register = registerOf(record.form)
  const when = register?.period_from && record.data[register.period_from]
  const title = titleOf(record as Record, language()) || t('record.untitled')
  const pictured = register?.fields.some(({ name, type }) => type === 'photos' && record.data[name]?.length)
  const fresh = record.seen === undefined
  const box = useRef<HTMLInputElement>(null)
  // The browser ticks by itself: after a click on a row of a range that stays picked, too.
  useLayoutEffect(() => {
    if (box.current) box.current.checked = picked
  })
  return (
    <tr class={`${here ? 'here' : ''}${fresh ? ' fresh' : ''}`}>
      <td class="pick">
        {pickable && (
          <label class="tick">
            <input type="checkbox" ref={box} checked={picked} onClick={(event) => toggle(event.shiftKey)} />
            <span class="hidden">{t('verify.pick', { title })}</span>
          </label>
        )}
      </td>
      <td>
        <a class="title" href={recordPath(record.id, query)} onFocus={focused}>
          {title}
        </a>
        <span class="meta">
          {withoutRepeats(title, inLanguage(register?.title), when ? day(when) : periodNamed(record.period))}
          {figures(record, 3).map(([label, value]) => (
            <span key={label}>
              {' · '}
              {label} <b>{value}</b>
            </span>
          ))}
        </span>
        <Signs record={record} called={called} />
        {pictured && <Later load={thumbs} with={{ record: record as Copy }} away={null} />}
      </td>
      <td>
        {nameOf(record.unit)}
        <span class="meta">{personIn(called, record.author)}</span>
      </td>
      {figure ? (
        <td class="amount">{amountText(figure, record.adds)}</td>
      ) : (
        <td class="waits">{isOpen(record) && waitingTime(record.since)}</td>
      )}
      {status && (
        <td>
          <Standing record={record} />
        </td>
      )}
    </tr>
  )
}

const thumbs = async () => (await import('../../forms/photos/photos')).Thumbs

/**
 * Marks on a record that a reviewer should notice: it changed since this person last saw it, is in conflict, breaks a
 * rule between two fields, or has comments.
 */
function Signs({ record, called }: Pick<Props, 'record' | 'called'>) {
  const open: string[] = record.open ?? []
  const { assigned } = record
  const signs = [
    ...(open.length ? [d('queue.open_now', { names: open.map((one) => personIn(called, one)).join(', ') })] : []),
    ...(assigned
      ? [assigned === who().id ? d('queue.mine_now') : d('queue.taken_by', { name: personIn(called, assigned) })]
      : []),
    ...(record.reopen_since ? [d('queue.asks_reopen', { at: moment(record.reopen_since) })] : []),
    ...(record.seen !== undefined && record.seen !== record.version ? [d('queue.changed')] : []),
    ...(Object.keys(record.conflicts ?? {}).length ? [t('status.disputed')] : []),
    ...(record.flags?.length ? [d('queue.flagged')] : []),
    ...(talked(record) ? [d('queue.talked', { n: talked(record) })] : []),
  ]
  if (!signs.length) return null
  return (
    <span class="signs">
      {signs.map((text) => (
        <span key={text}>{text}</span>
      ))}
    </span>
  )
}

/** How many texts people have written about a record; where it came from is none. */
const talked = ({ thread = [] }: Json): number => (thread as Json[]).filter((item) => item.do !== 'put').length
