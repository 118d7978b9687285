import './RecordLine.css'
import type { ComponentChildren } from 'preact'
import { who } from '../account/who'
import type { Shown } from '../core/types/record'
import { hasLeft, nameOf, register } from '../records/catalog'
import { titleOf } from '../records/titles'
import { day } from '../text/format'
import { periodNamed } from '../text/periods'
import { inLanguage, language, t } from '../text/text'
import { Icon } from './Icon'
import { standing } from './standing'

/** The status of a record as an icon and a word. */
export function StatusWord({ record }: { record: Shown }) {
  const { word, icon, tone } = standing(record)
  return (
    <span class={`word ${tone}`}>
      <Icon name={icon} /> {t(word)}
    </span>
  )
}

/**
 * Joins the texts to be shown below a title into one line, without the empty ones and those that the title contains.
 */
export function withoutRepeats(title: string, ...parts: string[]): string {
  const shown = title.toLowerCase()
  return parts.filter((part) => part && !shown.includes(part.toLowerCase())).join(' · ')
}

/** The name of a record's unit where this account has no role there now, as it has moved; '' for its own units. */
export const unitLeft = ({ unit }: Shown): string => (hasLeft(unit) ? nameOf(unit) : '')

/** One record in a list, as a link to its page: title, day, author and status; `also` is shown below these. */
export function RecordLine({ record, also }: { record: Shown; also?: ComponentChildren }) {
  const kind = register(record.form)
  const when = kind?.period_from && record.data[kind.period_from]
  const author = record.author && record.author !== who().id ? nameOf(record.author) : ''
  const title = titleOf(record, language()) || t('record.untitled')
  const period = when ? day(when) : periodNamed(record.period)
  const meta = withoutRepeats(title, period, inLanguage(kind?.title), author, unitLeft(record))
  return (
    <li class="line">
      <a href={`/ban-ghi/${record.id}`}>
        <span class="title">{title}</span>
        <span class="meta">{meta}</span>
        <StatusWord record={record} />
        {also}
      </a>
    </li>
  )
}
