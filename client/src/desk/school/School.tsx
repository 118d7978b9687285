import '../overview/Overview.css'
import '../overview/Part.css'
import './School.css'
import { who } from '../../account/who'
import type { Register } from '../../core/types/register'
import { atHand } from '../../records/catalog'
import { d } from '../../text/desk'
import { number } from '../../text/format'
import { inLanguage } from '../../text/text'
import { Figures } from '../overview/Figures'
import { overviewLink } from '../overview/links'
import { Spread } from '../overview/Spread'
import type { Overview } from '../overview/types'
import { YearOnYear } from '../overview/YearOnYear'
import { periodWords } from '../shared/Filters'
import { ResourceView } from '../shared/ResourceView'
import type { ScreenProps } from '../shared/screen'
import { Title } from '../shared/Title'
import { useResource } from '../shared/useResource'
import { NewRecord } from './NewRecord'
import { People } from './People'
import { Records } from './Records'

const EVERY = 15_000 // milliseconds

/** The page of a school: its figures and latest records, who replicated its models, and its people. */
export default function School({ id, query }: ScreenProps) {
  const resource = useResource(id ? `/api/overview?unit=${id}` : null, EVERY)
  const data = resource.found?.body as Overview | undefined
  const writes = query.get('ghi')
  if (writes && data) return <NewRecord school={data.unit} register={writes} source={query.get('tu')} />
  return (
    <div class="overview school">
      {!data && <Title>{d('nav.school')}</Title>}
      <ResourceView resource={resource}>{data && <Page data={data} />}</ResourceView>
    </div>
  )
}

function Page({ data }: { data: Overview }) {
  const spreading = spreads()
  const others = data.glance.filter(({ register, reported }) => reported && !isFirst(register, data, spreading))
  return (
    <>
      <div class="headed">
        <div>
          {data.path.length > 0 && (
            <nav class="path" aria-label={d('overview.path')}>
              {data.path.map(({ id, name }) => (
                <a key={id} href={`/so?unit=${id}`}>
                  {name}
                </a>
              ))}
            </nav>
          )}
          <Title>{data.unit.name}</Title>
        </div>
        <p class="meta">
          {data.demo && <b class="demo">{d('overview.demo')}</b>} {periodWords(data.period)}{' '}
          <a href={overviewLink({ unit: data.unit.id })}>{d('school.figures')}</a>
        </p>
      </div>
      <Figures data={data} />
      <div class="parts">
        {spreading.map((register) => (
          <Records key={register.key} school={data.unit.id} register={register.key} title={inLanguage(register.title)}>
            {mayWrite(register, data.unit.id) && (
              <p class="ways-in">
                <a class="primary" href={`/so/truong/${data.unit.id}?ghi=${register.key}`}>
                  {d('school.new')}
                </a>
                <a class="secondary" href={`/so/truong/${data.unit.id}?ghi=${register.key}&tu=tim`}>
                  {d('school.replicate')}
                </a>
              </p>
            )}
          </Records>
        ))}
        <Records school={data.unit.id} register={data.register} title={data.title} />
        <YearOnYear
          register={data.register}
          unit={data.unit.id}
          period={data.period.key}
          status={data.standing.counted}
          measures={data.measures.map(({ key, label }) => [key, label])}
          measure={data.measures.find(({ charted }) => charted)?.key}
        />
        <Taken unit={data.unit.id} registers={spreading} />
        <People school={data.unit.id} />
        {others.length > 0 && (
          <section class="part">
            <h2>{d('school.others')}</h2>
            <ul class="lines">
              {others.map(({ register, title, waiting }) => (
                <li key={register} class="line">
                  <a href={`/so/duyet?for=all&unit=${data.unit.id}&register=${register}`}>
                    <span class="title">{title}</span>
                    {waiting > 0 && <span class="meta">{d('overview.waiting', { n: number(waiting) })}</span>}
                  </a>
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </>
  )
}

/** Which other schools replicated records of this school. */
function Taken({ unit, registers }: { unit: string; registers: Register[] }) {
  const [first] = registers
  const resource = useResource(first ? `/api/overview?unit=${unit}&register=${first.key}` : null)
  const data = resource.found?.body as Overview | undefined
  if (!data?.spread) return null
  return (
    <section class="part">
      <div class="part-head">
        <h2>{d('school.taken')}</h2>
      </div>
      <Spread spread={data.spread} data={data} />
    </section>
  )
}

/** Registers whose records may replicate another record of the same register. */
const spreads = (): Register[] =>
  (atHand()?.registers ?? []).filter(({ key, fields }) => fields.some(({ to }) => to === key))

const isFirst = (register: string, data: Overview, spreading: Register[]) =>
  register === data.register || spreading.some(({ key }) => key === register)

const mayWrite = ({ by }: Register, unit: string) =>
  who().roles.some((one) => one.unit === unit && by.includes(one.role))
