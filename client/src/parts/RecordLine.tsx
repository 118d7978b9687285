import type { ComponentChildren } from 'preact'
import { Icon } from '../icons'
import { nameOf, register, titleOf } from '../registers'
import { day } from '../text/format'
import { periodNamed } from '../text/periods'
import { language, said, t } from '../text/text'
import type { Shown } from '../types'
import { who } from '../who'
import { standing } from './standing'

export function Word({ record }: { record: Shown }) {
  const { word, icon, tone } = standing(record)
  return (
    <span class={`word ${tone}`}>
      <Icon name={icon} /> {t(word)}
    </span>
  )
}

/** One record in a list: what it is called, when, whose, and how it stands. */
export function RecordLine({ record, also }: { record: Shown; also?: ComponentChildren }) {
  const kind = register(record.form)
  const when = kind?.period_from && record.data[kind.period_from]
  const author = record.author && record.author !== who().id ? nameOf(record.author) : ''
  const meta = [when ? day(when) : periodNamed(record.period), said(kind?.title), author].filter(Boolean).join(' · ')
  return (
    <li class="line">
      <a href={`/ban-ghi/${record.id}`}>
        <span class="title">{titleOf(record, language()) || t('record.untitled')}</span>
        <span class="meta">{meta}</span>
        <Word record={record} />
        {also}
      </a>
    </li>
  )
}
