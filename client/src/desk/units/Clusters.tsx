import './Clusters.css'
import { useState } from 'preact/hooks'
import { change } from '../../api/requests'
import { fold } from '../../core/folding'
import type { Json } from '../../core/types/json'
import { Icon } from '../../parts/Icon'
import { toast } from '../../parts/Toast'
import { d } from '../../text/desk'
import { ResourceView } from '../shared/ResourceView'
import { Ask, Sheet } from '../shared/Sheet'
import { useResource } from '../shared/useResource'

/**
 * The list of clusters (cụm thi đua), which are groups of schools that compete. Those who may (`arranges`) can make and
 * change them.
 */
export function Clusters({ units, arranges }: { units: Json[]; arranges: boolean }) {
  const resource = useResource('/api/clusters')
  const [one, setOne] = useState<Json | null>(null)
  const clusters: Json[] = resource.found?.body.clusters ?? []
  const named = new Map(units.map((unit) => [unit.id, unit.name]))
  return (
    <ResourceView resource={resource}>
      {arranges && (
        <p>
          <button type="button" class="primary" onClick={() => setOne({ units: [] })}>
            <Icon name="add" /> {d('clusters.make')}
          </button>
        </p>
      )}
      {resource.found && !clusters.length && (
        <section class="empty">
          <h2>{d('clusters.none')}</h2>
          <p>{d('clusters.none_why')}</p>
        </section>
      )}
      <ul class="holders">
        {clusters.map((cluster) => (
          <li key={cluster.id}>
            <h2>{cluster.name}</h2>
            <p>{cluster.units.map((id: string) => named.get(id) ?? '…').join(', ') || d('clusters.empty')}</p>
            {arranges && (
              <button type="button" class="plain" onClick={() => setOne(cluster)}>
                {d('clusters.change')}
              </button>
            )}
          </li>
        ))}
      </ul>
      {one && (
        <ClusterSheet
          cluster={one}
          units={units}
          close={() => {
            setOne(null)
            resource.again()
          }}
        />
      )}
    </ResourceView>
  )
}

interface Props {
  cluster: Json
  units: Json[]
  close: () => void
}

function ClusterSheet({ cluster, units, close }: Props) {
  const [name, setName] = useState<string>(cluster.name ?? '')
  const [members, setMembers] = useState<string[]>(cluster.units)
  const [text, setText] = useState('')
  const [gone, setGone] = useState(false)
  const schools = units.filter((unit) => unit.kind === 'school' && !unit.ended)
  const wanted = fold(text).split(/\s+/).filter(Boolean)
  const shown = schools.filter(
    (unit) =>
      members.includes(unit.id) || (wanted.length > 0 && wanted.every((word) => fold(unit.name).includes(word))),
  )
  const send = async (once: string) => {
    const body = { name: name.trim(), units: members }
    const path = `/api/clusters/${cluster.id}`
    if (!cluster.id) await change('POST', '/api/clusters', body, undefined, once)
    else if (gone) await change('DELETE', path, undefined, cluster.version)
    else await change('PATCH', path, body, cluster.version)
    toast(d('office.kept'))
  }
  return (
    <Sheet
      title={d(cluster.id ? 'clusters.change' : 'clusters.make')}
      go={d(gone ? 'clusters.delete' : 'office.keep')}
      send={send}
      close={close}
    >
      <Ask label={d('clusters.name')}>
        <input
          required
          maxLength={200}
          autofocus
          value={name}
          onInput={(event) => setName(event.currentTarget.value)}
        />
      </Ask>
      <Ask label={d('clusters.find')}>
        <input type="search" value={text} onInput={(event) => setText(event.currentTarget.value)} />
      </Ask>
      <fieldset class="schools">
        <legend>{d('clusters.members', { n: members.length })}</legend>
        {shown.map((unit) => (
          <label key={unit.id} class="tick">
            <input
              type="checkbox"
              checked={members.includes(unit.id)}
              onChange={(event) =>
                setMembers(
                  event.currentTarget.checked ? [...members, unit.id] : members.filter((other) => other !== unit.id),
                )
              }
            />
            {unit.name}
          </label>
        ))}
      </fieldset>
      {cluster.id && (
        <label class="tick">
          <input type="checkbox" checked={gone} onChange={(event) => setGone(event.currentTarget.checked)} />
          {d('clusters.give_up')}
        </label>
      )}
    </Sheet>
  )
}
