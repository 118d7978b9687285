import './Ranking.css'
import { unitsAs } from '../../account/who'
import { fieldOf } from '../../core/registers'
import type { Json } from '../../core/types/json'
import { register as registerOf } from '../../records/catalog'
import { d } from '../../text/desk'
import { number } from '../../text/format'
import { inLanguage } from '../../text/text'
import { dated } from '../shared/dated'
import { Choose, periodChoices } from '../shared/Filters'
import { ListFile } from '../shared/ListFile'
import { periodNamed } from '../shared/names'
import { ResourceView } from '../shared/ResourceView'
import { useResource } from '../shared/useResource'

/** The ranking of a cluster's schools, which the department and these schools may see. */
export function Ranking({ query }: { query: URLSearchParams }) {
  const clusters = useResource('/api/clusters')
  const all: Json[] | undefined = clusters.found?.body.clusters
  const cluster = query.get('cum') ?? all?.[0]?.id
  const period = query.get('period')
  const path = cluster && `/api/clusters/${cluster}/ranking${period ? `?period=${encodeURIComponent(period)}` : ''}`
  const resource = useResource(path || null)
  const ranking: Json | undefined = resource.found?.of === path ? resource.found?.body : undefined
  const shown = new URLSearchParams(query)
  if (cluster) shown.set('cum', cluster)
  if (ranking) shown.set('period', ranking.period)
  return (
    <>
      <p class="lead">{d('standings.lead')}</p>
      {!all && <ResourceView resource={clusters}>{null}</ResourceView>}
      {all?.length === 0 && (
        <section class="empty">
          <h2>{d('clusters.none')}</h2>
          <p>{d('clusters.none_why')}</p>
        </section>
      )}
      {!!all?.length && (
        <search class="filters" aria-label={d('desk.filters')}>
          <Choose
            name="cum"
            label={d('standings.cluster')}
            choices={all.map(({ id, name }) => [id, name])}
            query={shown}
          />
          <Choose name="period" label={d('desk.period')} choices={periodChoices(['semester'])} query={shown} />
          {path && ranking && <ListFile path={path.replace('/ranking', '/ranking/file')} of="xep hang" />}
          <button type="button" class="secondary print" onClick={() => print()}>
            {d('standings.print')}
          </button>
        </search>
      )}
      {all && <ResourceView resource={resource}>{ranking && <Table ranking={ranking} />}</ResourceView>}
    </>
  )
}

function Table({ ranking }: { ranking: Json }) {
  const rows: Json[] = ranking.rows
  const scored = rows.filter(({ points }) => points !== null).length
  if (!scored) {
    return (
      <section class="empty">
        <h2>{d('standings.none', { period: periodNamed(ranking.period) })}</h2>
        <p>{d('standings.none_why', { n: rows.length })}</p>
      </section>
    )
  }
  return (
    <table class="standings">
      <caption>
        <b>
          {ranking.cluster.name} · {periodNamed(ranking.period)}
        </b>
        <span class="meta">{d('standings.as_of', { n: scored, of: rows.length, at: dated(ranking.as_of) })}</span>
      </caption>
      <thead>
        <tr>
          <th scope="col">{d('standings.rank')}</th>
          <th scope="col">{d('standings.school')}</th>
          {(['self', 'by_cluster', 'department', 'points'] as const).map((name) => (
            <th key={name} scope="col" class="right">
              {d(`standings.${name}`)}
            </th>
          ))}
          <th scope="col">{d('standings.rating')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.unit} row={row} register={ranking.register} />
        ))}
      </tbody>
    </table>
  )
}

function Row({ row, register }: { row: Json; register: string }) {
  const word = (name: 'self' | 'by_cluster' | 'department') => <span class="cell-label">{d(`standings.${name}`)}</span>
  const mine = unitsAs('leader').includes(row.unit)
  const opens = mine || unitsAs('department').length > 0
  const own = (one: Json | null) =>
    one && opens ? <a href={`/so/ban-ghi/${one.record}`}>{number(one.points)}</a> : one ? number(one.points) : '–'
  return (
    <tr class={mine ? 'mine' : ''}>
      <td class="rank">{row.rank ?? '–'}</td>
      <th scope="row">
        {row.name}
        {mine && <span class="meta">{d('standings.mine')}</span>}
      </th>
      <td class="right">
        {word('self')} {own(row.self)}
      </td>
      <td class="right">
        {word('by_cluster')} {row.cluster.length ? row.cluster.map((one: Json) => number(one.points)).join(' · ') : '–'}
      </td>
      <td class="right">
        {word('department')} {own(row.department)}
      </td>
      <td class="right">
        <span class="cell-label">{d('standings.points')}</span> <b>{row.points === null ? '–' : number(row.points)}</b>
      </td>
      <td>{rating(register, row.rating)}</td>
    </tr>
  )
}

/** The label of a rating's value in the register `key`; the value itself where none is found, – for null. */
function rating(key: string, value: string | null): string {
  if (!value) return '–'
  const found = registerOf(`${key}@`)
  const field = found?.fields.find(({ computed }) => computed?.how === 'rating')
  const choice = found && field && fieldOf(found, field.name)?.choices?.find((one) => one.value === value)
  return choice ? inLanguage(choice.label) : value
}
