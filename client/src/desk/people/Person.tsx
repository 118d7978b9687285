import { useState } from 'preact/hooks'
import { change } from '../../api/requests'
import type { Json } from '../../core/types/json'
import { useBusy } from '../../parts/busy'
import { Icon } from '../../parts/Icon'
import { useCatalog } from '../../parts/live'
import { toast, toastFailure } from '../../parts/Toast'
import { d } from '../../text/desk'
import { day, moment } from '../../text/format'
import { DeviceList } from '../devices/DeviceList'
import { ResourceView } from '../shared/ResourceView'
import { aboveSchool, ended, roleWord, span } from '../shared/roles'
import { refusalWords } from '../shared/Sheet'
import { Title } from '../shared/Title'
import { useOnce } from '../shared/useOnce'
import { useResource } from '../shared/useResource'
import { Codes } from './Codes'
import { Disable, Disabled } from './Disabling'
import { Deputy, End, Leave, Move, Rename } from './PersonSheets'
import { TakeFactor } from './TakeFactor'

type Doing =
  | { what: 'rename' | 'leave' | 'deputy' | 'disable' | 'factor' }
  | { what: 'move' | 'end'; role: Json }
  | null

/** The page of one person: their roles, their devices, how they sign in, and what may be changed. */
export function Person({ id }: { id: string }) {
  useCatalog()
  const resource = useResource(`/api/people/${encodeURIComponent(id)}`)
  const phones = useResource(`/api/devices?person=${encodeURIComponent(id)}`)
  const [doing, setDoing] = useState<Doing>(null)
  const [printing, setPrinting] = useState(false)
  const person: Json | undefined = resource.found?.body
  const close = () => {
    setDoing(null)
    resource.again()
  }
  if (printing && person) {
    return (
      <Codes
        people={[person]}
        close={() => {
          setPrinting(false)
          resource.again()
          phones.again()
        }}
      />
    )
  }
  return (
    <>
      <a class="plain back-to" href="/so/nguoi">
        <Icon name="back" /> {d('nav.people')}
      </a>
      <ResourceView resource={resource}>
        {person && (
          <div class="sides">
            <header>
              <Title>{person.name}</Title>
              <p class="meta">{d('people.signs_in', { username: person.username })}</p>
            </header>
            <div class="main">
              <Roles person={person} start={setDoing} again={resource.again} />
              <section>
                <h2>{d('nav.devices')}</h2>
                <ResourceView resource={phones}>
                  <DeviceList devices={phones.found?.body.people[0].devices ?? []} again={phones.again} />
                </ResourceView>
              </section>
            </div>
            <SignIn person={person} start={setDoing} print={() => setPrinting(true)} again={resource.again} />
            <Opened doing={doing} person={person} close={close} />
          </div>
        )}
      </ResourceView>
    </>
  )
}

interface PartProps {
  person: Json
  start: (doing: Doing) => void
}

/**
 * A person's present and past roles, the last first, with buttons to end or move those that this account may end, and to
 * take back what is planned. A role that was taken back before it began is left out.
 */
function Roles({ person, start, again }: PartProps & { again: () => void }) {
  const held: Json[] = person.roles.filter((role: Json) => role.until !== role.since)
  return (
    <section>
      <h2>{d('people.works')}</h2>
      {person.roles.length === 0 && <p class="meta">{d('people.gone')}</p>}
      <ul class="lines">
        {held.reverse().map((role: Json) => (
          <li key={role.id} class={ended(role) ? 'past' : undefined}>
            <p>
              <b>{roleWord(role.role, role.deputy)}</b> · {role.name}
              <span class="meta">{span(role) || d('people.from', { day: day(role.since) })}</span>
              {role.by && <span class="meta">{d('people.given_by', { by: role.by })}</span>}
            </p>
            {role.planned && <Planned person={person} role={role} again={again} />}
            {role.may.end && !role.planned && (
              <span class="ways">
                {aboveSchool() && !role.deputy && (
                  <button type="button" class="plain" onClick={() => start({ what: 'move', role })}>
                    {d('people.move')}
                  </button>
                )}
                <button type="button" class="plain" onClick={() => start({ what: 'end', role })}>
                  {d('people.end')}
                </button>
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What is planned for a role of a person's, and a button that takes it back, for whoever may. */
function Planned({ person, role, again }: { person: Json; role: Json; again: () => void }) {
  const [once, next] = useOnce()
  const [busy, run] = useBusy()
  const { name, role: later } = role.planned
  const takeBack = async () => {
    try {
      await change('DELETE', `/api/people/${person.id}/roles/${role.id}/end`, undefined, person.version, once)
      toast(d('people.taken_back', { name: person.name }))
    } catch (refused) {
      toastFailure(refusalWords(refused).join(' '))
    }
    next()
    again()
  }
  const parts = { day: day(role.until), role: later && roleWord(later), unit: name }
  return (
    <div class="planned">
      <p class="word waiting">
        <Icon name="clock" /> {d(name ? 'people.will_move' : 'people.will_end', parts)}
      </p>
      {role.may.keep && (
        <button type="button" class="secondary" disabled={busy} onClick={() => void run(takeBack)}>
          {d(name ? 'people.keep_move' : 'people.keep_end')}
        </button>
      )}
    </div>
  )
}

/** The state of a person's one-time code, and buttons for what may be done with their account. */
function SignIn({ person, start, print, again }: PartProps & { print: () => void; again: () => void }) {
  const teaches = person.roles.some((role: Json) => role.role === 'teacher' && !ended(role))
  return (
    <aside>
      <h2>{d('people.sign_in')}</h2>
      {person.disabled ? <Disabled person={person} again={again} /> : <Code person={person} print={print} />}
      {person.may.change && (
        <button type="button" class="secondary" onClick={() => start({ what: 'rename' })}>
          {d('people.rename')}
        </button>
      )}
      {person.may.employ && teaches && (
        <button type="button" class="secondary" onClick={() => start({ what: 'deputy' })}>
          {d('people.deputy')}
        </button>
      )}
      {person.roles.some((role: Json) => role.may.end) && (
        <button type="button" class="plain" onClick={() => start({ what: 'leave' })}>
          {d('people.leave')}
        </button>
      )}
      {person.may.take_factor && (
        <button type="button" class="plain" onClick={() => start({ what: 'factor' })}>
          {d('people.take_factor')}
        </button>
      )}
      {person.may.disable && (
        <button type="button" class="plain" onClick={() => start({ what: 'disable' })}>
          {d('people.disable')}
        </button>
      )}
      <a class="plain" href={`/so/nhat-ky?target=${person.id}`}>
        {d('people.trail')}
      </a>
    </aside>
  )
}

/** What a person signs in with, and a button that prints a code, for whoever may. */
function Code({ person, print }: { person: Json; print: () => void }) {
  return (
    <>
      <p class="meta">{codeState(person)}</p>
      {person.may.reset ? (
        <button type="button" class="primary" onClick={print}>
          {d('people.print_one')}
        </button>
      ) : (
        <p class="meta">{d('people.not_yours')}</p>
      )}
    </>
  )
}

/** The dialog that is open over the page, for what is being done with the person (`doing`); nothing if it is null. */
function Opened({ doing, person, close }: { doing: Doing; person: Json; close: () => void }) {
  switch (doing?.what) {
    case 'rename':
      return <Rename person={person} close={close} />
    case 'leave':
      return <Leave person={person} close={close} />
    case 'disable':
      return <Disable person={person} close={close} />
    case 'factor':
      return <TakeFactor person={person} close={close} />
    case 'deputy':
      return <Deputy person={person} close={close} />
    case 'move':
      return <Move person={person} role={doing.role} close={close} />
    case 'end':
      return <End person={person} role={doing.role} close={close} />
    default:
      return null
  }
}

function codeState({ code, password }: Json): string {
  if (code?.used) return d('people.code_used')
  if (code && Date.parse(code.expires) > Date.now()) return d('people.code_until', { at: moment(code.expires) })
  if (code) return d('people.code_expired')
  return d(password ? 'people.has_password' : 'people.no_password')
}
