import './RecordLine.css'
import { who } from '../account/who'
import type { Line } from '../core/types/record'
import { hasLeft, nameOf, register } from '../records/catalog'
import { titleOfLine } from '../records/titles'
import { day } from '../text/format'
import { periodNamed } from '../text/periods'
import { inLanguage, language, t } from '../text/text'
import { Icon } from './Icon'
import { standing } from './standing'

/** The status of a record as an icon and a word. */
export function StatusWord({ line }: { line: Line }) {
  const { word, icon, tone } = standing(line)
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
export const unitLeft = ({ unit }: Pick<Line, 'unit'>): string => (hasLeft(unit) ? nameOf(unit) : '')

/**
 * One record in a list, as a link to its page: title, day, register, author and status. `alike`: all of the list are of
 * one register, whose name would only be repeated.
 */
export function RecordLine({ line, alike = false }: { line: Line; alike?: boolean }) {
  const author = line.author && line.author !== who().id ? nameOf(line.author) : ''
  const title = titleOfLine(line, language()) || t('record.untitled')
  const when = line.day ? day(line.day) : periodNamed(line.period)
  const meta = withoutRepeats(title, when, alike ? '' : inLanguage(register(line.form)?.title), author, unitLeft(line))
  return (
    <li class="line">
      <a href={`/ban-ghi/${line.id}`}>
        <span class="title">{title}</span>
        <span class="meta">{meta}</span>
        <StatusWord line={line} />
      </a>
    </li>
  )
}
