import '../shared/office.css'
import './People.css'
import { useState } from 'preact/hooks'
import { who } from '../../account/who'
import type { Json } from '../../core/types/json'
import { Icon } from '../../parts/Icon'
import { useCatalog } from '../../parts/live'
import { d } from '../../text/desk'
import { moment, number } from '../../text/format'
import { Choose, Find, setFilters } from '../shared/Filters'
import { FoldedWhereNarrow } from '../shared/FurtherFilters'
import { fromFirst, ListFile } from '../shared/ListFile'
import { NextPage } from '../shared/NextPage'
import { ResourceView } from '../shared/ResourceView'
import { aboveSchool, ROLES, rolesOf, roleWord } from '../shared/roles'
import type { ScreenProps } from '../shared/screen'
import { Title } from '../shared/Title'
import { UnitFilter } from '../shared/UnitFilter'
import { useNarrow } from '../shared/useNarrow'
import { useResource } from '../shared/useResource'
import { Codes } from './Codes'
import { Hire } from './Hire'
import { Person } from './Person'

/** The screen of people: find them by name, add one, and print codes to sign in with. */
export default function People({ id, query }: ScreenProps) {
  return id ? <Person key={id} id={id} /> : <List query={query} />
}

function List({ query }: { query: URLSearchParams }) {
  useCatalog()
  const list = useResource(`/api/people?${pageOf(query)}`)
  const [picked, setPicked] = useState<string[]>([])
  const [hiring, setHiring] = useState(false)
  const [printing, setPrinting] = useState<Json[] | null>(null)
  const people: Json[] = list.found?.body.people ?? []
  const chosen = people.filter(({ id }) => picked.includes(id))
  const narrow = useNarrow()
  const file = <ListFile path={`/api/people/file?${fromFirst(pageOf(query))}`} of="con nguoi" />
  if (printing) return <Codes people={printing} close={() => setPrinting(null)} />
  return (
    <>
      <div class="office-head">
        <Title>{d('nav.people')}</Title>
        {!narrow && file}
        <button type="button" class="primary" onClick={() => setHiring(true)}>
          <Icon name="add" /> {d('people.hire')}
        </button>
      </div>
      <PeopleFilters query={query} />
      <ResourceView resource={list}>
        {list.found && people.length === 0 && <Nobody query={query} />}
        {people.length > 0 && (
          <>
            <Picks people={people} chosen={chosen} pick={setPicked} print={() => setPrinting(chosen)} />
            <table class="office">
              <caption class="hidden">{d('nav.people')}</caption>
              <thead>
                <tr>
                  <td />
                  <th scope="col">{d('people.name')}</th>
                  <th scope="col">{d('people.works')}</th>
                  <th scope="col">{d('people.seen')}</th>
                </tr>
              </thead>
              <tbody>
                {people.map((person) => (
                  <Line
                    key={person.id}
                    person={person}
                    picked={picked.includes(person.id)}
                    toggle={() =>
                      setPicked(
                        picked.includes(person.id) ? picked.filter((id) => id !== person.id) : [...picked, person.id],
                      )
                    }
                  />
                ))}
              </tbody>
            </table>
            <NextPage resource={list} />
            {narrow && file}
          </>
        )}
      </ResourceView>
      {hiring && <Hire close={() => setHiring(false)} />}
    </>
  )
}

function PeopleFilters({ query }: { query: URLSearchParams }) {
  return (
    <search class="filters" aria-label={d('desk.filters')}>
      <Find value={query.get('q') ?? ''} label={d('people.find')} hint={d('people.find_hint')} />
      <Choose
        name="role"
        label={d('people.role')}
        none={d('people.any_role')}
        choices={ROLES.map((role) => [role, roleWord(role)])}
        query={query}
      />
      <FoldedWhereNarrow names={['unit', 'past']} query={query}>
        {aboveSchool() && <UnitFilter none={d('people.all_units')} query={query} />}
        <label class="tick">
          <input
            type="checkbox"
            checked={query.get('past') === 'true'}
            onChange={(event) => setFilters({ past: event.currentTarget.checked ? 'true' : null, cursor: null })}
          />
          {d('people.past')}
        </label>
      </FoldedWhereNarrow>
    </search>
  )
}

/** The note for an empty list of people: that there are none, or none that match the filters. */
function Nobody({ query }: { query: URLSearchParams }) {
  const bare = !['q', 'role', 'unit', 'cursor', 'past'].some((name) => query.has(name))
  return (
    <section class="empty">
      <h2>{d(bare ? 'people.none' : 'people.none_found')}</h2>
      <p>{d(bare ? 'people.none_why' : 'people.none_found_why')}</p>
      {!bare && (
        <a class="secondary" href="/so/nguoi">
          {d('desk.clear')}
        </a>
      )}
    </section>
  )
}

interface PicksProps {
  people: Json[]
  chosen: Json[]
  pick: (ids: string[]) => void
  print: () => void
}

/**
 * A tick that picks all people on the page for whom this account may make a code, and a button that prints codes for
 * those picked. `chosen` holds the picked ones.
 */
function Picks({ people, chosen, pick, print }: PicksProps) {
  const resettable = people.filter(({ may }) => may.reset)
  return (
    <div class="picks">
      <label class="tick">
        <input
          type="checkbox"
          disabled={!resettable.length}
          checked={chosen.length > 0 && chosen.length === resettable.length}
          onChange={(event) => pick(event.currentTarget.checked ? resettable.map((person) => person.id) : [])}
        />
        {chosen.length
          ? d('people.picked', { n: chosen.length })
          : d('people.pick_all', { n: number(resettable.length) })}
      </label>
      {chosen.length > 0 && (
        <button type="button" class="secondary" onClick={print}>
          {d('people.print', { n: chosen.length })}
        </button>
      )}
    </div>
  )
}

/** The filters of the list with pages of 100 people, so that the codes of a whole school can be printed together. */
function pageOf(query: URLSearchParams): URLSearchParams {
  const params = new URLSearchParams(query)
  params.set('limit', '100')
  return params
}

function Line({ person, picked, toggle }: { person: Json; picked: boolean; toggle: () => void }) {
  return (
    <tr>
      <td class="pick">
        {person.may.reset && (
          <label class="tick">
            <input
              type="checkbox"
              aria-label={d('people.pick', { name: person.name })}
              checked={picked}
              onChange={toggle}
            />
          </label>
        )}
      </td>
      <th scope="row">
        <a class="title" href={`/so/nguoi/${person.id}`}>
          {person.name}
        </a>
        <span class="meta">
          {person.username}
          {person.id === who().id && ` · ${d('people.you')}`}
        </span>
      </th>
      <td>{rolesOf(person)}</td>
      <td class="seen">
        {person.disabled ? (
          <span class="word needs">
            <Icon name="warn" /> {d('people.disabled')}
          </span>
        ) : person.seen ? (
          <span class="meta">
            <span class="narrow">{d('people.seen')} </span>
            {moment(person.seen)}
          </span>
        ) : (
          <span class="word waiting">
            <Icon name="clock" /> {d(person.code && !person.code.used ? 'people.code_waits' : 'people.never')}
          </span>
        )}
      </td>
    </tr>
  )
}
