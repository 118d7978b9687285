import { atHand } from '../../records/catalog'
import { inLanguage } from '../../text/text'
import { periodWords } from './Filters'

/** The title of a register in the language in use; its key, where this account's catalog does not have it. */
export function registerNamed(key: string): string {
  const found = atHand()?.registers.find((one) => one.key === key)
  return found ? inLanguage(found.title) : key
}

/** Whether a register asks for photos. */
export const hasPhotos = (key: string | undefined) =>
  !!atHand()
    ?.registers.find((one) => one.key === key)
    ?.fields.some(({ type }) => type === 'photos')

/** The name of a period, from its key. */
export const periodNamed = (key: string) => periodWords({ key })
