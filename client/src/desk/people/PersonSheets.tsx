import { useState } from 'preact/hooks'
import { change } from '../../api/requests'
import type { Json } from '../../core/types/json'
import { DateInput } from '../../parts/DateInput'
import { toast } from '../../parts/Toast'
import { atHand } from '../../records/catalog'
import { d } from '../../text/desk'
import { day, today } from '../../text/format'
import { FromDay, tomorrow } from '../shared/FromDay'
import { ended, roleWord } from '../shared/roles'
import { Ask, Sheet } from '../shared/Sheet'
import { Staying } from '../shared/Staying'
import { useResource } from '../shared/useResource'
import { RoleFields } from './RoleFields'

interface Props {
  person: Json
  close: () => void
}

const path = (person: Json) => `/api/people/${person.id}`

/** The dialog that changes a person's name and username. */
export function Rename({ person, close }: Props) {
  const [name, setName] = useState<string>(person.name)
  const [username, setUsername] = useState<string>(person.username)
  const send = async () => {
    await change('PATCH', path(person), { name: name.trim(), username: username.trim() }, person.version)
    toast(d('office.kept'))
  }
  return (
    <Sheet title={d('people.rename')} go={d('office.keep')} send={send} close={close}>
      <Ask label={d('people.name')}>
        <input required maxLength={200} value={name} onInput={(event) => setName(event.currentTarget.value)} />
      </Ask>
      <Ask label={d('people.username')} help={d('people.username_help')}>
        <input
          required
          minLength={3}
          maxLength={60}
          autocapitalize="none"
          value={username}
          onInput={(event) => setUsername(event.currentTarget.value)}
        />
      </Ask>
    </Sheet>
  )
}

/** The dialog that moves a person to another unit or role: the role `role` ends and the new one begins the same day. */
export function Move({ person, role, close }: Props & { role: Json }) {
  const [to, setTo] = useState({ role: role.role as string, unit: '', since: '' })
  const [first, setFirst] = useState(tomorrow)
  const address = `${path(person)}/roles/${role.id}/transfer`
  const staying = useResource(address)
  const there = atHand()?.units.find(({ id }) => id === to.unit)
  const send = async (once: string) => {
    const body = { unit: to.unit, role: to.role, on: first.on }
    await change('POST', address, body, person.version, once)
    toast(d('people.moved', { name: person.name, day: day(first.on) }))
  }
  return (
    <Sheet title={d('people.move_title', { name: person.name })} go={d('people.move')} send={send} close={close}>
      <RoleFields wanted={to} change={setTo} moving />
      <FromDay label={d('people.first_day_there')} day={first} change={setFirst} />
      <section class="note waiting">
        {there && first.on && (
          <p>
            {d(first.atOnce ? 'people.move_what_today' : 'people.move_what', {
              day: day(first.on),
              name: person.name,
              was: `${roleWord(role.role, role.deputy)}, ${role.name}`,
              to: `${roleWord(to.role)}, ${there.name}`,
            })}
          </p>
        )}
        <Staying resource={staying} name={role.name} />
      </section>
    </Sheet>
  )
}

/** The dialog that ends one role of a person from a day on. */
export function End({ person, role, close }: Props & { role: Json }) {
  const title = d('people.end_title', { role: roleWord(role.role, role.deputy), unit: role.name })
  return (
    <Ending title={title} go={d('people.end')} why={d('people.end_why')} close={close}>
      {(on, once) => change('POST', `${path(person)}/roles/${role.id}/end`, { on }, person.version, once)}
    </Ending>
  )
}

/** The dialog that ends all roles of a person, who leaves, from a day on. */
export function Leave({ person, close }: Props) {
  const title = d('people.leave_title', { name: person.name })
  return (
    <Ending title={title} go={d('people.leave')} why={d('people.leave_why')} close={close}>
      {(on, once) => change('POST', `${path(person)}/leave`, { on }, person.version, once)}
    </Ending>
  )
}

interface EndingProps {
  title: string
  go: string
  why: string
  close: () => void
  children: (on: string, once: string) => Promise<unknown>
}

function Ending({ title, go, why, close, children }: EndingProps) {
  const [first, setFirst] = useState(tomorrow)
  const send = async (once: string) => {
    await children(first.on, once)
    toast(d('office.kept'))
  }
  return (
    <Sheet title={title} go={go} send={send} close={close}>
      <p class="meta">{why}</p>
      <FromDay label={d('people.first_day_without')} day={first} change={setFirst} />
    </Sheet>
  )
}

/** The dialog that makes a teacher the deputy leader of their school until a day. */
export function Deputy({ person, close }: Props) {
  const [until, setUntil] = useState(today(30))
  const school = person.roles.find((role: Json) => role.role === 'teacher' && !ended(role))
  const send = async (once: string) => {
    const role = { unit: school.unit, role: 'leader', deputy: true, until }
    await change('POST', `${path(person)}/roles`, role, person.version, once)
    toast(d('people.deputy_done', { name: person.name, day: day(until) }))
  }
  return (
    <Sheet title={d('people.deputy_title', { name: person.name })} go={d('people.deputy')} send={send} close={close}>
      <p class="meta">{d('people.deputy_why', { unit: school.name })}</p>
      <Ask label={d('people.deputy_until')}>
        <DateInput required min={today(1)} value={until} set={setUntil} />
      </Ask>
    </Sheet>
  )
}
