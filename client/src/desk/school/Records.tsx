import type { ComponentChildren } from 'preact'
import type { Copy } from '../../core/types/record'
import { withoutRepeats } from '../../parts/RecordLine'
import { register as registerOf } from '../../records/catalog'
import { titleOf } from '../../records/titles'
import { d } from '../../text/desk'
import { day, number } from '../../text/format'
import { periodNamed } from '../../text/periods'
import { language, t } from '../../text/text'
import { statusWords } from '../overview/kinds'
import { useResource } from '../shared/useResource'

interface Props {
  school: string
  register: string
  title: string
  children?: ComponentChildren
}

const SHOWN = 8
const EVERY = 10_000 // milliseconds

/** The records of a register (its key) that last changed in a school, with a link to all of them. */
export function Records({ school, register, title, children }: Props) {
  const filters = `unit=${school}&register=${register}`
  const records: Copy[] =
    useResource(`/api/records?${filters}&limit=${SHOWN}&sort=-changed`, EVERY).found?.body.records ?? []
  const counts: { register: string; n: number }[] =
    useResource(`/api/records/counts?${filters}`, EVERY).found?.body.counts ?? []
  // The counts are of every register, so that a list may offer the others.
  const all = counts.reduce((sum, one) => (one.register === register ? sum + one.n : sum), 0)
  const from = registerOf(`${register}@`)?.period_from
  const lines = records.map((record) => {
    const title = titleOf(record, language()) || t('record.untitled')
    const at = from && record.data[from]
    return { record, title, when: withoutRepeats(title, at ? day(at) : periodNamed(record.period)) }
  })
  return (
    <section class="part">
      <div class="part-head">
        <h2>
          {title} {all > 0 && <small class="count">{number(all)}</small>}
        </h2>
      </div>
      {children}
      {records.length === 0 && (
        <p class="lead">
          {d('school.nothing')}. {d('school.nothing_why')}
        </p>
      )}
      <ul class="lines">
        {lines.map(({ record, title, when }) => (
          <li key={record.id} class="line">
            <a href={`/so/ban-ghi/${record.id}?for=all&${filters}`}>
              <span class="title">{title}</span>
              <span class="meta">
                {when && `${when} · `}
                <i class={`key ${record.status}`} aria-hidden="true" /> {statusWords(record.status)}
              </span>
            </a>
          </li>
        ))}
      </ul>
      {all > records.length && (
        <a class="plain" href={`/so/duyet?for=all&${filters}`}>
          {d('school.all_of', { n: number(all) })}
        </a>
      )}
    </section>
  )
}
