/** The catalog: the units, people, registers and periods that the account in use needs to work offline. */

import type { Catalog } from '../core/types/catalog'
import type { Register } from '../core/types/register'
import { me } from '../store/accounts'
import { read } from '../store/database'

let held: Catalog | null = null

/** The catalog of the account in use, read from disk; null before its first synchronisation. */
export async function catalog(): Promise<Catalog | null> {
  const account = await me()
  const found = await read(['catalogs'], (tx) => tx.objectStore('catalogs').get(account))
  held = found ?? null
  return held
}

/** The catalog as it was last read, without waiting; null if it never was. */
export const atHand = () => held

/** The register of a form such as "key@2", in the version that the catalog has. */
export function register(form: string | null, within: Catalog | null = held): Register | undefined {
  const key = form?.split('@')[0]
  return within?.registers.find((one) => one.key === key)
}

/** The level and kind of a unit, by which registers say which units they apply to. */
export function levelAndKind(id: string): string[] {
  const unit = held?.units.find((one) => one.id === id)
  return [unit?.level, unit?.kind].filter((one) => !!one) as string[]
}

/** The name of an account or unit, or '' where the catalog does not know it. */
export function nameOf(id: string | null): string {
  return [...(held?.people ?? []), ...(held?.units ?? [])].find((one) => one.id === id)?.name ?? ''
}
