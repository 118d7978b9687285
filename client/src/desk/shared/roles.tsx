import { who } from '../../account/who'
import type { Json } from '../../core/types/json'
import { type DeskKey, d } from '../../text/desk'
import { day } from '../../text/format'

export const ROLES = ['teacher', 'leader', 'commune', 'department', 'admin'] as const

export const roleWord = (role: string, deputy = false): string =>
  d((deputy ? 'role.deputy' : `role.${role}`) as DeskKey)

/** Roles that one may give, as far as a screen can know: the server decides. */
export function givable(): string[] {
  const height = Math.max(...who().roles.map(({ role }) => ROLES.indexOf(role as (typeof ROLES)[number])))
  return who().roles.some(({ role }) => role === 'admin') ? [...ROLES] : ROLES.slice(0, height)
}

/** Whether this account has a role above a school. */
export const aboveSchool = () => who().roles.some(({ role }) => ROLES.indexOf(role as (typeof ROLES)[number]) > 1)

/** Role → the kind of unit in which it is had. */
export const KIND_OF: Record<string, string> = {
  teacher: 'school',
  leader: 'school',
  commune: 'commune',
  department: 'province',
  admin: 'province',
}

const over = (role: Json) => !!role.until && Date.parse(role.until) <= Math.max(Date.now(), Date.parse(role.since))
export const ended = over

/** Since when and until when a role lasts, as text; '' where it is simply present. */
export function span(role: Json): string {
  if (over(role)) return d('people.until_past', { day: day(role.until) })
  const from = Date.parse(role.since) > Date.now() ? d('people.from', { day: day(role.since) }) : ''
  const until = role.until ? d('people.until', { day: day(role.until) }) : ''
  return [from, until].filter(Boolean).join(', ')
}

/** A person's present and future roles, one under the other. */
export function rolesOf(person: Json) {
  const live = person.roles.filter((role: Json) => !over(role))
  if (!live.length) return <span class="meta">{d('people.gone')}</span>
  return live.map((role: Json) => (
    <span key={role.id} class="role">
      {roleWord(role.role, role.deputy)} <span class="meta">{[role.name, span(role)].filter(Boolean).join(' · ')}</span>
    </span>
  ))
}
