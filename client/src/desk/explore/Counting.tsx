import './Counting.css'
import { useEffect } from 'preact/hooks'
import { change } from '../../api/requests'
import { d } from '../../text/desk'
import { number } from '../../text/format'
import { percent } from '../overview/numbers'
import { explain } from '../shared/saveFile'
import { useResource } from '../shared/useResource'
import { namedQuery } from './cells'
import type { Explored, Progress } from './types'

const EVERY = 2_000 // milliseconds; it is a small answer

/**
 * How far a table of two fields is counted, of more records than are read while one waits: it is ordered by being
 * opened. `done` is called once its cells can be had.
 */
export function Counting({ data, done }: { data: Explored; done: () => void }) {
  const path = `/api/explore/counts?${namedQuery(data)}`
  const resource = useResource(path, EVERY)
  const found = resource.found?.of === path ? (resource.found.body as Progress) : undefined
  const order = () => void change('POST', path).then(resource.again, explain)
  useEffect(() => {
    if (found?.state === 'none') order()
    if (found?.state === 'done') done()
  }, [path, found?.state])
  if (!found) return null
  if (found.state === 'failed')
    return (
      <div class="counting" role="alert">
        <p>{d('explore.not_counted')}</p>
        <button type="button" class="plain" onClick={order}>
          {d('explore.count_again')}
        </button>
      </div>
    )
  const share = found.records ? (found.records - found.left) / found.records : 0
  return (
    <div class="counting">
      <progress max={1} value={share} aria-label={d('explore.counting', { n: number(found.records) })} />
      <p class="meta">
        {d('explore.counting', { n: number(found.records) })}: <b>{percent(share, 0)}</b>. {d('explore.come_back')}
      </p>
    </div>
  )
}
