import { useCatalog } from '../../parts/live'
import { d } from '../../text/desk'
import { moment, number } from '../../text/format'
import type { Json } from '../../types'
import { Answer } from './Answer'
import { useAsked } from './asked'
import { Choose, periodChoices, registerChoices, unitChoices } from './filters'
import type { Shown } from './screens'
import { Title } from './Title'

/** What a register adds up to: every measure with its total, as of when and from how many. */
export default function Overview({ query }: Shown) {
  const catalog = useCatalog()
  const first = catalog?.registers[0]?.key
  const asked = new URLSearchParams(query)
  if (first && !asked.has('register')) asked.set('register', first)
  const answer = useAsked(asked.has('register') ? `/api/figures?${asked}` : null)
  const figures = answer.found?.body
  return (
    <>
      <Title>{d('nav.overview')}</Title>
      <search class="filters" aria-label={d('desk.filters')}>
        <Choose name="register" label={d('desk.register')} choices={registerChoices()} query={asked} />
        <Choose
          name="period"
          label={d('desk.period')}
          none={d('overview.present')}
          choices={periodChoices()}
          query={query}
        />
        <Choose
          name="unit"
          label={d('desk.unit')}
          none={d('overview.own_unit')}
          choices={unitChoices()}
          query={query}
        />
      </search>
      <Answer asked={answer}>
        {figures && (
          <>
            <State figures={figures} />
            <table>
              <thead>
                <tr>
                  <th scope="col">{d('overview.measure')}</th>
                  <th scope="col" class="right">
                    {d('overview.value')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {figures.measures.map((measure: Json) => (
                  <tr key={measure.key}>
                    <th scope="row">{measure.label}</th>
                    <td class="right">
                      {figure(measure)} {measure.unit && <small>{measure.unit}</small>}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </>
        )}
      </Answer>
    </>
  )
}

function State({ figures: { as_of, complete } }: { figures: Json }) {
  return (
    <p class="meta">
      {d('desk.as_of', { at: moment(as_of) })} ·{' '}
      {d('overview.complete', { reported: number(complete.reported), units: number(complete.units) })} ·{' '}
      {complete.unsent ? d('overview.unsent', { n: complete.unsent }) : d('overview.none_unsent')}
    </p>
  )
}

/** A rate with the two numbers that it is made of: 71,09 % (104.147/146.500). */
function figure({ kind, total: { value, n, d: of } }: Json): string {
  if (value === null || value === undefined) return '–'
  if (kind !== 'ratio') return number(value)
  return `${number(Math.round(value * 10_000) / 100)} % (${number(n)}/${number(of)})`
}
