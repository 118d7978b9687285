import { who } from '../../account/who'
import type { Json } from '../../core/types/json'
import { type DeskKey, d } from '../../text/desk'
import { day } from '../../text/format'

/** All roles, from the lowest to the highest. */
export const ROLES = ['teacher', 'leader', 'commune', 'department', 'admin'] as const

/** The word for a role in the language in use; a deputy leader's if `deputy`. */
export const roleWord = (role: string, deputy = false): string =>
  d((deputy ? 'role.deputy' : `role.${role}`) as DeskKey)

/** The roles that this account may give to others: all for an admin, else those below its own. The server decides. */
export function givable(): string[] {
  const height = Math.max(...who().roles.map(({ role }) => ROLES.indexOf(role as (typeof ROLES)[number])))
  return who().roles.some(({ role }) => role === 'admin') ? [...ROLES] : ROLES.slice(0, height)
}

/** Whether this account has a role above that of a school: commune, department or admin. */
export const aboveSchool = () => who().roles.some(({ role }) => ROLES.indexOf(role as (typeof ROLES)[number]) > 1)

/** Role → the kind of unit in which people can have it. */
export const KIND_OF: Record<string, string> = {
  teacher: 'school',
  leader: 'school',
  commune: 'commune',
  department: 'province',
  admin: 'province',
}

const over = (role: Json) => !!role.until && Date.parse(role.until) <= Math.max(Date.now(), Date.parse(role.since))
/** Whether a role of a person has ended by now. */
export const ended = over

/**
 * From which day and until which day a role lasts, as text: the first day only if it lies ahead, the last only if there
 * is one. '' for a role that has begun and has no end.
 */
export function span(role: Json): string {
  if (over(role)) return d('people.until_past', { day: day(role.until) })
  const from = Date.parse(role.since) > Date.now() ? d('people.from', { day: day(role.since) }) : ''
  const until = role.until ? d('people.until', { day: day(role.until) }) : ''
  return [from, until].filter(Boolean).join(', ')
}

/** A person's present and future roles with their units, one under the other; a note where there are none. */
export function rolesOf(person: Json) {
  const live = person.roles.filter((role: Json) => !over(role))
  if (!live.length) return <span class="meta">{d('people.gone')}</span>
  return live.map((role: Json) => (
    <span key={role.id} class="role">
      {roleWord(role.role, role.deputy)} <span class="meta">{[role.name, span(role)].filter(Boolean).join(' · ')}</span>
    </span>
  ))
}
