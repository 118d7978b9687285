import { useState } from 'preact/hooks'
import { who } from '../../account/who'
import { change } from '../../api/requests'
import type { Json } from '../../core/types/json'
import { toast } from '../../parts/Toast'
import { d } from '../../text/desk'
import { moment } from '../../text/format'
import { periodNamed } from '../shared/names'
import { ResourceView } from '../shared/ResourceView'
import { explain } from '../shared/saveFile'
import { useOnce } from '../shared/useOnce'
import { useResource } from '../shared/useResource'
import { Closings } from './Closings'
import { Differences } from './Differences'
import { Freeze, freezable } from './Freeze'
import { headsReports, LetterSheet } from './LetterSheet'
import { Withdraw } from './Withdraw'

/**
 * The part of the reports screen with the snapshots (chốt số liệu), which are figures stored at one moment: how each
 * differs from the present figures, and the closed periods.
 */
export function Snapshots({ query }: { query: URLSearchParams }) {
  const resource = useResource('/api/snapshots')
  const closings = useResource('/api/closings')
  const kept: Json[] | undefined = resource.found?.body.snapshots
  const again = () => {
    resource.again()
    closings.again()
  }
  return (
    <>
      <p class="lead">{d('frozen.lead')}</p>
      {freezable().length > 0 && <Freeze query={query} again={again} />}
      <section class="files" aria-label={d('reports.frozen')}>
        <ResourceView resource={resource}>
          {kept?.length === 0 && (
            <p class="meta">
              {d('frozen.none')}. {d('frozen.none_why')}
            </p>
          )}
          <ul>
            {kept?.map((one) => (
              <Kept key={one.id} one={one} open={query.get('so') === one.id} again={again} />
            ))}
          </ul>
        </ResourceView>
      </section>
      <Closings rows={closings.found?.body.closings ?? []} again={again} />
    </>
  )
}

/** Whether this person may put figures on the public page: the department, as the server's access says, too. */
const tellsEverybody = () => who().roles.some((one) => one.role === 'department')

/** One snapshot; `open`: whether its differences from the present figures are shown at once. */
function Kept({ one, open, again }: { one: Json; open: boolean; again: () => void }) {
  const [compared, compare] = useState(open)
  const [withdrawing, withdraw] = useState(false)
  const [once, next] = useOnce()
  const [letter, ask] = useState<Json>()
  const order = (kind: string, format: string) => {
    const body = { kind, format, snapshot: one.id, unit: one.unit, period: one.period }
    if (kind === 'report' && headsReports()) return ask(body)
    change('POST', '/api/exports', body, undefined, once).then(() => {
      next()
      toast(d('files.ordered'))
    }, explain)
  }
  const show = (shown: boolean): Promise<void> =>
    change(shown ? 'PUT' : 'DELETE', `/api/snapshots/${one.id}/public`, {}).then(() => {
      again()
      toast(d(shown ? 'frozen.shown' : 'frozen.hidden'), { word: d('frozen.undo'), run: () => void show(!shown) })
    }, explain)
  const line = { unit: one.unit_name, period: periodNamed(one.period), name: one.by, at: moment(one.at) }
  return (
    <li>
      <div>
        <b class={one.withdrawn && 'withdrawn'}>{one.title}</b>
        {one.withdrawn && (
          <span class="why">
            {d('frozen.withdrawn', { name: one.withdrawn.by, at: moment(one.withdrawn.at) })} “{one.withdrawn.text}”
          </span>
        )}
        <span class="meta">{d('frozen.by', line)}</span>
        {one.public && (
          <span class="meta">
            {d('frozen.public', { at: moment(one.public) })}{' '}
            <a href={`/dien-hinh/so-lieu/${one.id}`} target="_blank" rel="noopener">
              {d('frozen.see')}
            </a>
          </span>
        )}
        <span class="meta">{d('frozen.hash', { hash: one.sha256.slice(0, 12) })}</span>
      </div>
      <div class="outcome">
        <button type="button" class="secondary" aria-expanded={compared} onClick={() => compare(!compared)}>
          {d('frozen.compare')}
        </button>
        {who().roles.length > 0 && (
          <>
            <button type="button" class="plain" onClick={() => order('figures', 'xlsx')}>
              Excel
            </button>
            <button type="button" class="plain" onClick={() => order('report', 'docx')}>
              Word
            </button>
            {tellsEverybody() && !one.withdrawn && (
              <button type="button" class="plain" aria-pressed={!!one.public} onClick={() => show(!one.public)}>
                {d(one.public ? 'frozen.hide' : 'frozen.show')}
              </button>
            )}
            {freezable().length > 0 && !one.withdrawn && (
              <button type="button" class="plain" onClick={() => withdraw(true)}>
                {d('frozen.withdraw')}
              </button>
            )}
          </>
        )}
      </div>
      {compared && <Differences id={one.id} />}
      {letter && <LetterSheet order={letter} ordered={() => {}} close={() => ask(undefined)} />}
      {withdrawing && <Withdraw one={one} close={() => withdraw(false)} again={again} />}
    </li>
  )
}
