import '../shared/office.css'
import './Units.css'
import { useState } from 'preact/hooks'
import { unitsAs } from '../../account/who'
import { fold } from '../../core/folding'
import type { Json } from '../../core/types/json'
import { inOrder } from '../../core/vietnamese'
import { Icon } from '../../parts/Icon'
import { d } from '../../text/desk'
import { number } from '../../text/format'
import { Choose, Find } from '../shared/Filters'
import { ListFile } from '../shared/ListFile'
import { ResourceView } from '../shared/ResourceView'
import type { ScreenProps } from '../shared/screen'
import { Title } from '../shared/Title'
import { useNarrow } from '../shared/useNarrow'
import { useResource } from '../shared/useResource'
import { Clusters } from './Clusters'
import { kindWord } from './kinds'
import { UnitPage } from './Unit'
import { UnitSheet } from './UnitSheet'

/** The screen of units: their tree by place, or the clusters. The department and admins can make and change both. */
export default function Units({ id, query }: ScreenProps) {
  const resource = useResource('/api/units')
  const [making, setMaking] = useState(false)
  const units: Json[] = resource.found?.body.units ?? []
  const arranges = unitsAs('department').length + unitsAs('admin').length > 0
  const clusters = query.get('xem') === 'cum'
  const one = units.find((unit) => unit.id === id)
  const narrow = useNarrow()
  const file = !clusters && units.length > 0 && <ListFile path="/api/units/file" of="don vi" />
  if (id && one) return <UnitPage unit={one} units={units} arranges={arranges} again={resource.again} />
  return (
    <>
      <div class="office-head">
        <Title>{d('nav.units')}</Title>
        {!narrow && file}
        {arranges && !clusters && (
          <button type="button" class="primary" onClick={() => setMaking(true)}>
            <Icon name="add" /> {d('units.make')}
          </button>
        )}
      </div>
      <search class="filters" aria-label={d('desk.filters')}>
        <Choose
          name="xem"
          label={d('units.view')}
          none={d('units.by_place')}
          choices={[['cum', d('units.clusters')]]}
          query={query}
        />
        {!clusters && <Find value={query.get('q') ?? ''} label={d('units.find')} hint={d('units.find_hint')} />}
      </search>
      <ResourceView resource={resource}>
        {clusters ? (
          <Clusters units={units} arranges={arranges} />
        ) : (
          <Tree units={units} text={query.get('q') ?? ''} known={!!resource.found} />
        )}
        {narrow && file}
      </ResourceView>
      {making && (
        <UnitSheet
          units={units}
          close={() => {
            setMaking(false)
            resource.again()
          }}
        />
      )}
    </>
  )
}

const searched = (unit: Json) => fold([unit.name, unit.code ?? '', unit.sector_code ?? '', ...unit.aliases].join(' '))

function Tree({ units, text, known }: { units: Json[]; text: string; known: boolean }) {
  const [open, setOpen] = useState<Record<string, boolean>>({})
  if (known && !units.length) {
    return (
      <section class="empty">
        <h2>{d('units.none')}</h2>
        <p>{d('units.none_why')}</p>
      </section>
    )
  }
  const wanted = fold(text).split(/\s+/).filter(Boolean)
  if (wanted.length) {
    const found = units.filter((unit) => wanted.every((word) => searched(unit).includes(word)))
    return found.length ? (
      <ul class="tree">
        {found.map((unit) => (
          <Row key={unit.id} unit={unit} />
        ))}
      </ul>
    ) : (
      <section class="empty">
        <h2>{d('units.none_found')}</h2>
        <p>{d('units.none_found_why')}</p>
      </section>
    )
  }
  const ids = new Set(units.map(({ id }) => id))
  const below = new Map<string, Json[]>()
  for (const unit of units) {
    const above = ids.has(unit.parent) ? unit.parent : ''
    below.set(above, [...(below.get(above) ?? []), unit])
  }
  const few = units.length < 40
  const draw = (above: string, depth: number) => {
    const here = inOrder(below.get(above) ?? [], ({ name }) => name)
    return (
      <ul class={depth ? 'inner' : 'tree'}>
        {here.map((unit) => {
          const inner = below.get(unit.id)?.length ?? 0
          const shown = open[unit.id] ?? (few || depth === 0)
          return (
            <Row
              key={unit.id}
              unit={unit}
              inner={inner}
              open={shown}
              toggle={() => setOpen({ ...open, [unit.id]: !shown })}
            >
              {inner > 0 && shown && draw(unit.id, depth + 1)}
            </Row>
          )
        })}
      </ul>
    )
  }
  return draw('', 0)
}

interface RowProps {
  unit: Json
  inner?: number
  open?: boolean
  toggle?: () => void
  children?: preact.ComponentChildren
}

function Row({ unit, inner = 0, open = false, toggle, children }: RowProps) {
  return (
    <li>
      <div class="unit-row">
        {inner > 0 ? (
          <button
            type="button"
            class="plain fold"
            aria-expanded={open}
            aria-label={d(open ? 'units.close' : 'units.open', { name: unit.name })}
            onClick={toggle}
          >
            <span aria-hidden="true">{open ? '▾' : '▸'}</span>
          </button>
        ) : (
          <span class="fold" />
        )}
        <a class="title" href={`/so/don-vi/${unit.id}`}>
          {unit.name}
        </a>
        <span class="meta">
          {[
            kindWord(unit),
            unit.people > 0 && d('units.people', { n: number(unit.people) }),
            inner > 0 && d('units.inner', { n: number(inner) }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
        {unit.ended && (
          <span class="word waiting">
            <Icon name="turn" /> {d('units.ended')}
          </span>
        )}
      </div>
      {children}
    </li>
  )
}
