import { useState } from 'preact/hooks'
import { change } from '../../api/requests'
import { fold } from '../../core/folding'
import { toast } from '../../parts/Toast'
import { go } from '../../routes/route'
import { d } from '../../text/desk'
import { today } from '../../text/format'
import { givable } from '../shared/roles'
import { Ask, Sheet } from '../shared/Sheet'
import { RoleFields, type Wanted } from './RoleFields'

/** The dialog that adds a person: with a name, a username that is suggested from it, a role and a unit. */
export function Hire({ close }: { close: () => void }) {
  const [name, setName] = useState('')
  const [username, setUsername] = useState<string | null>(null)
  const [role, setRole] = useState<Wanted>({ role: givable()[0] ?? 'teacher', unit: '', since: today() })
  const made = username ?? usernameOf(name)
  const send = async (once: string) => {
    const person = await change('POST', '/api/people', { name: name.trim(), username: made, role }, undefined, once)
    go(`/so/nguoi/${person.id}`)
    toast(d('people.hired', { name: person.name }))
  }
  return (
    <Sheet title={d('people.hire')} go={d('people.hire_now')} send={send} close={close}>
      <Ask label={d('people.name')}>
        <input
          name="name"
          required
          maxLength={200}
          autofocus
          value={name}
          onInput={(e) => setName(e.currentTarget.value)}
        />
      </Ask>
      <Ask label={d('people.username')} help={d('people.username_help')}>
        <input
          name="username"
          required
          minLength={3}
          maxLength={60}
          autocapitalize="none"
          spellcheck={false}
          value={made}
          onInput={(e) => setUsername(e.currentTarget.value)}
        />
      </Ask>
      <RoleFields wanted={role} change={setRole} />
    </Sheet>
  )
}

/** A username from a person's name: Lò Thị Mai gives lo.thi.mai. At most 60 characters. */
const usernameOf = (name: string) =>
  fold(name)
    .replace(/[^a-z0-9]+/g, '.')
    .replace(/^\.+|\.+$/g, '')
    .slice(0, 60)
