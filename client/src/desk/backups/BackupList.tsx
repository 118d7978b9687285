import '../shared/office.css'
import type { Json } from '../../core/types/json'
import { Icon } from '../../parts/Icon'
import { type DeskKey, d } from '../../text/desk'
import { moment, number } from '../../text/format'

const MINUTE = 60 // seconds
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** The backups that there are, the newest first: when made, of what size and age, and what its check has found. */
export function BackupList({ backups }: { backups: Json[] }) {
  return (
    <table class="office backups">
      <caption class="hidden">{d('nav.backups')}</caption>
      <thead>
        <tr>
          <th scope="col">{d('backups.made')}</th>
          <th scope="col">{d('backups.checked')}</th>
          <th scope="col">{d('backups.kind')}</th>
          <th scope="col">{d('backups.where')}</th>
        </tr>
      </thead>
      <tbody>
        {backups.map((backup) => (
          <tr key={backup.id}>
            <th scope="row">
              <time dateTime={backup.made}>{moment(backup.made)}</time>
              <span class="meta">
                {aged(backup.age)} · {sized(backup.size)}
              </span>
            </th>
            <td>
              <Check backup={backup} />
            </td>
            <td>{d(`backups.${backup.kind}` as DeskKey)}</td>
            <td class="place">
              {backup.place}
              <span class="meta">{backup.name}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Check({ backup: { verified, depth, faults } }: { backup: Json }) {
  if (verified)
    return (
      <span class="word safe">
        <Icon name="check" /> {d(depth === 'all' ? 'backups.whole' : 'backups.news')}
      </span>
    )
  if (!faults.length) return <span class="word waiting">{d('backups.unchecked')}</span>
  return (
    <details>
      <summary class="word needs">{d('backups.faults', { n: faults.length })}</summary>
      <ul lang="en" translate={false}>
        {faults.map((fault: string) => (
          <li key={fault}>{fault}</li>
        ))}
      </ul>
    </details>
  )
}

function aged(seconds: number): string {
  if (seconds < MINUTE) return d('backups.now')
  if (seconds < HOUR) return d('backups.minutes', { n: Math.floor(seconds / MINUTE) })
  if (seconds < 2 * DAY) return d('backups.hours', { n: Math.floor(seconds / HOUR) })
  return d('backups.days', { n: Math.floor(seconds / DAY) })
}

function sized(bytes: number): string {
  if (bytes < 1_000_000) return `${number(Math.ceil(bytes / 1_000))} KB`
  if (bytes < 1_000_000_000) return `${number(Math.round(bytes / 100_000) / 10)} MB`
  return `${number(Math.round(bytes / 100_000_000) / 10)} GB`
}
