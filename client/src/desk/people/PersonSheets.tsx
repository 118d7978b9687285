import { useState } from 'preact/hooks'
import { change } from '../../api/requests'
import type { Json } from '../../core/types/json'
import { toast } from '../../parts/Toast'
import { d } from '../../text/desk'
import { day, today } from '../../text/format'
import { ended, roleWord } from '../shared/roles'
import { Ask, Sheet } from '../shared/Sheet'
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
  const [to, setTo] = useState({ role: role.role as string, unit: '', since: today(1) })
  const send = async (once: string) => {
    const body = { unit: to.unit, role: to.role, on: to.since }
    await change('POST', `${path(person)}/roles/${role.id}/transfer`, body, person.version, once)
    toast(d('people.moved', { name: person.name, day: day(to.since) }))
  }
  return (
    <Sheet title={d('people.move_title', { name: person.name })} go={d('people.move')} send={send} close={close}>
      <p class="meta">{d('people.move_why', { unit: role.name })}</p>
      <RoleFields wanted={to} change={setTo} dayWord={d('people.first_day_there')} />
    </Sheet>
  )
}

/** The dialog that ends one role of a person from a day on. */
export function End({ person, role, close }: Props & { role: Json }) {
  const title = d('people.end_title', { role: roleWord(role.role, role.deputy), unit: role.name })
  return (
    <FromDay title={title} go={d('people.end')} why={d('people.end_why')} close={close}>
      {(on, once) => change('POST', `${path(person)}/roles/${role.id}/end`, { on }, person.version, once)}
    </FromDay>
  )
}

/** The dialog that ends all roles of a person, who leaves, from a day on. */
export function Leave({ person, close }: Props) {
  const title = d('people.leave_title', { name: person.name })
  return (
    <FromDay title={title} go={d('people.leave')} why={d('people.leave_why')} close={close}>
      {(on, once) => change('POST', `${path(person)}/leave`, { on }, person.version, once)}
    </FromDay>
  )
}

interface FromDayProps {
  title: string
  go: string
  why: string
  close: () => void
  children: (on: string, once: string) => Promise<unknown>
}

function FromDay({ title, go, why, close, children }: FromDayProps) {
  const [on, setOn] = useState(today())
  const send = async (once: string) => {
    await children(on, once)
    toast(d('office.kept'))
  }
  return (
    <Sheet title={title} go={go} send={send} close={close}>
      <p class="meta">{why}</p>
      <Ask label={d('people.first_day_without')}>
        <input type="date" required value={on} onInput={(event) => setOn(event.currentTarget.value)} />
      </Ask>
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
        <input
          type="date"
          required
          min={today(1)}
          value={until}
          onInput={(event) => setUntil(event.currentTarget.value)}
        />
      </Ask>
    </Sheet>
  )
}
