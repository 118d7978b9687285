import './Part.css'
import type { ComponentChildren } from 'preact'
import { Icon } from '../../parts/Icon'
import { toast, toastFailure } from '../../parts/Toast'
import { d } from '../../text/desk'
import { dated } from '../shared/dated'
import { periodWords } from '../shared/Filters'
import { savePicture } from './picture'
import { copyTable, type Table } from './tables'
import type { Overview } from './types'

interface Props {
  title: string
  data: Pick<Overview, 'title' | 'unit' | 'period' | 'as_of' | 'demo'>
  /** Gives the part as a table under a title, to be copied or saved as a picture. */
  table?: (title: string) => Table
  class?: string
  /** The heading that its title is, below those of the screen. */
  heading?: 'h2' | 'h3'
  children: ComponentChildren
}

/** One part of the overview under its title, with buttons to copy it as a table and to save it as a picture. */
export function Part({ title, data, table, class: look = '', heading: Heading = 'h3', children }: Props) {
  const named = `${title} – ${data.title} – ${data.unit.name}, ${periodWords(data.period)}`
  const foot = [d('desk.as_of', { at: dated(data.as_of) }), d('overview.source'), data.demo ? d('overview.demo') : '']
    .filter(Boolean)
    .join(' · ')
  const copy = () =>
    table &&
    copyTable(table(named)).then(
      () => toast(d('overview.copied')),
      () => toastFailure(d('overview.not_copied')),
    )
  const save = () =>
    table &&
    savePicture(table(named), foot, named.replace(/[\\/:*?"<>|]+/g, '-')).then(
      () => toast(d('overview.saved')),
      () => toastFailure(d('overview.not_saved')),
    )
  return (
    <section class={`part ${look}`}>
      <div class="part-head">
        <Heading>{title}</Heading>
        {table && (
          <div class="take">
            <button
              type="button"
              class="plain"
              onClick={() => void copy()}
              aria-label={`${d('overview.copy')}: ${title}`}
            >
              <Icon name="copy" /> <span>{d('overview.copy')}</span>
            </button>
            <button
              type="button"
              class="plain"
              onClick={() => void save()}
              aria-label={`${d('overview.save')}: ${title}`}
            >
              {d('overview.save')}
            </button>
          </div>
        )}
      </div>
      {children}
    </section>
  )
}
