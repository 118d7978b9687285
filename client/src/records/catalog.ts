/** Reads the catalog: the units, people, registers and periods that the account in use needs to work offline. */

import { setClockSeen } from '../core/correctedClock'
import { withExpressions } from '../core/loadEngine'
import type { Catalog, Due } from '../core/types/catalog'
import type { Progress, Reminder } from '../core/types/exchange'
import type { Choice, Field, Register } from '../core/types/register'
import { me } from '../store/accounts'
import { read } from '../store/database'

let held: Catalog | null = null

/**
 * The catalog of the account in use, read from disk; null before its first synchronisation. With it comes what the last
 * answer showed of this phone's clock.
 */
export async function catalog(): Promise<Catalog | null> {
  const account = await me()
  const [found, marks, mine] = await read(
    ['catalogs', 'marks'],
    async (tx): Promise<[Catalog | undefined, Progress[], Progress | undefined]> => [
      await tx.objectStore('catalogs').get(account),
      await tx.objectStore('marks').getAll(),
      await tx.objectStore('marks').get(account),
    ],
  )
  // There is one clock on a phone, whoever of its accounts was last answered.
  const clocks = marks.flatMap(({ clock }) => clock ?? [])
  setClockSeen(clocks.sort((one, other) => other.server - one.server)[0])
  held = found ? { ...found, ...(found.dues && { dues: found.dues.map(reminded(mine?.reminders)) }) } : null
  void withExpressions(held?.registers)
  return held
}

/** Adds to what is due the last reminder of it, if there is one. */
const reminded =
  (reminders: Reminder[] = []) =>
  (due: Due): Due => ({
    ...due,
    ...reminders.find((one) => one.unit === due.unit && one.register === due.register && one.period === due.period),
  })

/** The catalog as it was last read, without waiting; null if it never was. */
export const atHand = () => held

/**
 * The register that a record's `form` ("key@2") names, in the version that the catalog has, whatever version is named;
 * undefined if the catalog has none or `form` is null.
 */
export function register(form: string | null, within: Catalog | null = held): Register | undefined {
  const key = form?.split('@')[0]
  return within?.registers.find((one) => one.key === key)
}

/**
 * The level and the kind of the unit `id`, such as ["TH", "school"]: by these, registers say which units they apply to.
 * Without a level only the kind; empty if the catalog does not have the unit.
 */
export function levelAndKind(id: string): string[] {
  const unit = held?.units.find((one) => one.id === id)
  return [unit?.level, unit?.kind].filter((one) => !!one) as string[]
}

/** The name of the account or unit with this id, or '' where the catalog does not have it. */
export function nameOf(id: string | null): string {
  if (names.of !== held) {
    const all = [...(held?.people ?? []), ...(held?.units ?? [])].reverse()
    names = { of: held, name: new Map(all.map((one) => [one.id, one.name])) }
  }
  return names.name.get(id) ?? ''
}

/** The names of a catalog, as a list with many records asks for thousands. */
let names: { of: Catalog | null; name: Map<string | null, string> } = { of: null, name: new Map() }

/** Whether this account has left the unit `id`, so that it may only finish there what it wrote before. */
export const hasLeft = (id: string, within: Catalog | null = held): boolean =>
  !!within?.units.find((one) => one.id === id)?.left

/**
 * The choices of a field in a record of the unit `id`. Of sites only the unit's own are offered, or those of the units
 * that it went on in: the catalog has the sites of all units that the account works in or has left.
 */
export function choicesAt({ choices = [], choices_from }: Field, id: string, within: Catalog | null = held): Choice[] {
  if (choices_from !== 'sites') return choices
  const units = within?.units ?? []
  const places = [id, ...(units.find((one) => one.id === id)?.successors ?? [])]
  return choices.filter(({ value }) => places.includes(units.find((one) => one.id === value)?.parent ?? ''))
}
