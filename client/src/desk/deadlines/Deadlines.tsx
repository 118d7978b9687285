import '../shared/forms.css'
import './Deadlines.css'
import type { Json } from '../../core/types/json'
import { useCatalog } from '../../parts/live'
import { d } from '../../text/desk'
import { number } from '../../text/format'
import { Choose, periodChoices } from '../shared/Filters'
import { catalogUnits } from '../shared/foundUnits'
import { periodNamed, registerNamed } from '../shared/names'
import { ResourceView } from '../shared/ResourceView'
import type { ScreenProps } from '../shared/screen'
import { Title } from '../shared/Title'
import { UnitFilter } from '../shared/UnitFilter'
import { useResource } from '../shared/useResource'
import { Due } from './Due'
import { Nonreporting } from './Nonreporting'

/** The screen of deadlines: how many units have reported for each register, and for one register which have not. */
export default function Deadlines({ id, query }: ScreenProps) {
  useCatalog()
  if (id) return <Nonreporting key={id} register={id} query={query} />
  return <Registers query={query} />
}

function Registers({ query }: Pick<ScreenProps, 'query'>) {
  const resource = useResource(`/api/dues?${query}`)
  const rows: Json[] | undefined = resource.found?.body.dues
  const units = catalogUnits()
  return (
    <>
      <Title>{d('nav.missing')}</Title>
      <p class="lead">{d('missing.lead')}</p>
      <search class="filters" aria-label={d('desk.filters')}>
        <Choose
          name="period"
          label={d('desk.period')}
          none={d('missing.near')}
          choices={periodChoices()}
          query={query}
        />
        {units.length > 1 && <UnitFilter none={d('missing.own_unit')} query={query} />}
      </search>
      <ResourceView resource={resource}>
        {rows?.length === 0 && (
          <section class="empty">
            <h2>{d('missing.none')}</h2>
            <p>{d('missing.none_why')}</p>
          </section>
        )}
        {!!rows?.length && (
          <table class="dues">
            <caption>{d('missing.caption')}</caption>
            <thead>
              <tr>
                <th scope="col">{d('desk.register')}</th>
                <th scope="col">{d('missing.due')}</th>
                <th scope="col">{d('missing.left')}</th>
                <th scope="col">{d('missing.answered')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <Row key={row.register + row.period} row={row} query={query} />
              ))}
            </tbody>
          </table>
        )}
      </ResourceView>
    </>
  )
}

function Row({ row, query }: { row: Json; query: URLSearchParams }) {
  const left = row.units - row.answered
  const unit = query.get('unit')
  const to = new URLSearchParams({ ky: row.period, ...(unit && { unit }) })
  const extra = [
    row.late && `${d('missing.late')}: ${number(row.late)}`,
    row.nothing && `${d('missing.nothing')}: ${number(row.nothing)}`,
  ].filter(Boolean)
  return (
    <tr>
      <th scope="row">
        <a href={`/so/chua-nop/${row.register}?${to}`}>{registerNamed(row.register)}</a>
        <span class="meta">{periodNamed(row.period)}</span>
      </th>
      <td>
        <span class="cell-label">{d('missing.due')}</span>
        <Due due={row.due} left={left} closes={row.closes} />
      </td>
      <td>
        <span class="cell-label">{d('missing.left')}</span>
        {left ? <b class="word waiting">{number(left)}</b> : <span class="word safe">{d('missing.all_in')}</span>}
      </td>
      <td>
        <span class="cell-label">{d('missing.answered')}</span>
        <span class="of">
          {number(row.answered)}/{number(row.units)}
        </span>
        <meter min={0} max={row.units} value={row.answered} aria-label={d('missing.answered')} />
        {extra.length > 0 && <span class="meta">{extra.join(' · ')}</span>}
      </td>
    </tr>
  )
}
