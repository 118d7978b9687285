import '../shared/forms.css'
import './Reports.css'
import { unitsAs } from '../../account/who'
import { useCatalog } from '../../parts/live'
import { d } from '../../text/desk'
import { filteredAddress } from '../shared/Filters'
import type { ScreenProps } from '../shared/screen'
import { Title } from '../shared/Title'
import { Files } from './Files'
import { Ranking } from './Ranking'
import { Snapshots } from './Snapshots'
import { Templates } from './Templates'

/** The screen of reports: exported files, snapshots, rankings, and the template of Word reports. */
export default function Reports({ query }: ScreenProps) {
  useCatalog()
  const part = query.get('phan') ?? ''
  const parts: [string, string][] = [
    ['', d('reports.files')],
    ['chot', d('reports.frozen')],
    ...(unitsAs('department').length || unitsAs('leader').length
      ? ([['cum', d('reports.standings')]] as [string, string][])
      : []),
    ...(unitsAs('department').length ? ([['mau', d('reports.template')]] as [string, string][]) : []),
  ]
  return (
    <>
      <Title>{d('nav.reports')}</Title>
      <nav class="parts" aria-label={d('reports.parts')}>
        {parts.map(([name, label]) => (
          <a
            key={name}
            href={filteredAddress({ phan: name || null })}
            aria-current={name === part ? 'page' : undefined}
          >
            {label}
          </a>
        ))}
      </nav>
      {part === 'chot' && <Snapshots query={query} />}
      {part === 'cum' && <Ranking query={query} />}
      {part === 'mau' && <Templates />}
      {!['chot', 'cum', 'mau'].includes(part) && <Files query={query} />}
    </>
  )
}
