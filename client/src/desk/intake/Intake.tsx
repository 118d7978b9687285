import './Intake.css'
import { useState } from 'preact/hooks'
import { fieldOf } from '../../core/registers'
import type { Json } from '../../core/types/json'
import type { Register } from '../../core/types/register'
import { answerText } from '../../forms/answerText'
import { Icon } from '../../parts/Icon'
import { useCatalog } from '../../parts/live'
import { register as registerOf } from '../../records/catalog'
import { titleOf } from '../../records/titles'
import { type DeskKey, d } from '../../text/desk'
import { moment } from '../../text/format'
import { inLanguage, language } from '../../text/text'
import { Choose } from '../shared/Filters'
import { catalogUnits } from '../shared/foundUnits'
import { ResourceView } from '../shared/ResourceView'
import type { ScreenProps } from '../shared/screen'
import { Title } from '../shared/Title'
import { UnitFilter } from '../shared/UnitFilter'
import { useResource } from '../shared/useResource'
import { Bundles } from './Bundles'
import { Decide } from './Decide'

const EVERY = 30_000
const APART = 5 * 60_000 // milliseconds by which a phone's clock may be off before it is named
const VERBS = ['submit', 'withdraw', 'delete', 'restore', 'comment', 'return', 'reject', 'reopen']

/**
 * The screen of quarantined mutations, which came too late to be applied: each may be taken in or refused with a
 * reason.
 */
export default function Intake({ query }: ScreenProps) {
  useCatalog()
  const params = new URLSearchParams(query)
  const resource = useResource(`/api/quarantine?${params}`, EVERY)
  const items: Json[] | undefined = resource.found?.body.items
  const units = catalogUnits()
  const decided = query.get('state') === 'decided'
  const [files, setFiles] = useState(0)
  return (
    <>
      <Title>{d('nav.intake')}</Title>
      <p class="lead">{d('intake.what')}</p>
      <search class="filters" aria-label={d('desk.filters')}>
        <Choose
          name="state"
          label={d('intake.state')}
          none={d('intake.waiting')}
          choices={[['decided', d('intake.decided')]]}
          query={query}
        />
        {units.length > 1 && <UnitFilter none={d('intake.all_units')} query={query} />}
      </search>
      {!decided && <Bundles count={setFiles} />}
      <ResourceView resource={resource}>
        {items?.length === 0 && (decided || !files) && (
          <section class="empty">
            <h2>{d(decided ? 'intake.none_decided' : 'intake.none')}</h2>
            <p>{d('intake.none_why')}</p>
          </section>
        )}
        <ul class="intake">
          {items?.map((item) => (
            <Item key={`${item.id}${item.at}`} item={item} again={resource.again} />
          ))}
        </ul>
      </ResourceView>
    </>
  )
}

function Item({ item, again }: { item: Json; again: () => void }) {
  const register = item.known ? registerOf(item.form) : undefined
  const first = item.mutations[0]
  const data = Object.assign({}, ...item.mutations.map(({ set }: Json) => set))
  const title = titleOf({ form: item.form, data }, language()) || item.form || d('intake.untitled')
  const off = Math.abs(Date.parse(first.at) - Date.parse(first.made)) > APART
  const meta = [inLanguage(register?.title), item.author.name, item.unit.name].filter(Boolean).join(' · ')
  return (
    <li>
      <article aria-label={title}>
        <h2>{title}</h2>
        <p class="meta">{meta}</p>
        <p>
          {d(item.code === 'moved' ? 'intake.moved' : 'intake.unknown_form', {
            name: item.author.name,
            form: item.form,
          })}
        </p>
        <p class="meta">
          {d('intake.made', { at: moment(first.made), received: moment(item.received) })}
          {off && ` ${d('intake.clock', { at: moment(first.at) })}`}
        </p>
        {item.mutations.map((mutation: Json) => (
          <Mutation key={mutation.id} mutation={mutation} register={register} />
        ))}
        {item.state === 'waiting' ? (
          <Decide path={`/api/quarantine/${item.id}`} faultWords={faultWords(item)} again={again} />
        ) : (
          <Decided item={item} />
        )}
      </article>
    </li>
  )
}

/**
 * Shows what a quarantined mutation would write: with the register's labels, or with the names of fields as they came
 * where the catalog does not have the register.
 */
function Mutation({ mutation, register }: { mutation: Json; register: Register | undefined }) {
  const parts = (['set', 'add', 'remove'] as const).flatMap((part) =>
    Object.entries(mutation[part] ?? {}).map(([name, value]) => [part, name, value] as const),
  )
  const verb = mutation.do === 'put' ? mutation.then : mutation.do
  return (
    <>
      {parts.length > 0 && (
        <dl class="answers">
          {parts.map(([part, name, value]) => (
            <div key={part + name}>
              <dt>
                {inLanguage(register && fieldOf(register, name)?.label) || name}
                {part !== 'set' && ` (${d(`intake.${part}`)})`}
              </dt>
              <dd>{valueText(register, name, value)}</dd>
            </div>
          ))}
        </dl>
      )}
      {mutation.long && <p class="meta">{d('intake.long')}</p>}
      {verb && (
        <p class="meta">
          {VERBS.includes(verb) ? d(`intake.do_${verb}` as DeskKey) : verb}
          {mutation.text && `: ${mutation.text}`}
        </p>
      )}
    </>
  )
}

function valueText(register: Register | undefined, name: string, value: unknown): string {
  const field = register && fieldOf(register, name)
  if (value === null) return d('intake.cleared')
  if (field) return answerText(field, value)
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function Decided({ item: { state, by, at, text } }: { item: Json }) {
  return (
    <p class={state === 'taken_in' ? 'word safe' : 'word needs'}>
      <Icon name={state === 'taken_in' ? 'check' : 'cross'} />
      {d(state === 'taken_in' ? 'intake.was_taken' : 'intake.was_refused', { name: by, at: moment(at) })}
      {text && ` “${text}”`}
    </p>
  )
}

const faultWords =
  (item: Json) =>
  ({ detail, fields }: Json): string => {
    const register = registerOf(item.form)
    const names = Object.keys(fields ?? {}).map(
      (name) => inLanguage(register && fieldOf(register, name)?.label) || name,
    )
    return [detail, names.join(', ')].filter(Boolean).join(' ')
  }
