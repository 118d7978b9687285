import { useEffect, useState } from 'preact/hooks'
import vi from './vi.json'

export type Language = 'vi' | 'en'
export type Key = keyof typeof vi
export type Args = Record<string, string | number>

const KEPT = 'lantoa.language'
const heard = new Set<() => void>()
let texts: Record<string, string> = vi
let spoken: Language = 'vi'

export const language = () => spoken

/** The text of `key` in the language in use, with each `{name}` in it replaced by the argument of that name. */
export const t = (key: Key, args?: Args): string => fill(texts, vi, key, args)

/**
 * The text of `key` from `texts`, or from the Vietnamese `vi` where `texts` lacks it, with each `{name}` in it replaced
 * by the argument of that name. Gives '' for an unknown key.
 *
 * Where the argument `n` is 1 and there is a text `<key>_one` (an English singular), that one is used.
 */
export function fill(texts: Record<string, string>, vi: Record<string, string>, key: string, args?: Args): string {
  const found = (args?.n === 1 && texts[`${key}_one`]) || texts[key] || (vi[key] ?? '')
  return args ? found.replace(/\{(\w+)\}/g, (_, name: string) => String(args[name] ?? '')) : found
}

/** Adds the Vietnamese texts that the build keeps apart from those of the sign-in page. */
export const complete = (others: Record<string, string>): void => void Object.assign(vi, others)

/** A bilingual label in the language in use, or in Vietnamese where it has no English; a plain text stays as it is. */
export const inLanguage = (label: { vi: string; en?: string } | string | undefined): string =>
  typeof label === 'string' ? label : (label?.[spoken] ?? label?.vi ?? '')

/** Loads the texts of a language, uses it from now on, and remembers it on this phone. Rejects if they do not load. */
export async function setLanguage(wanted: Language): Promise<void> {
  texts = wanted === 'vi' ? vi : (await import('./english')).default
  spoken = wanted
  document.documentElement.lang = wanted
  try {
    localStorage.setItem(KEPT, wanted)
  } catch {
    // Where nothing may be kept, the choice lasts as long as the page.
  }
  for (const tell of heard) tell()
}

/** The language that somebody chose on this phone before; Vietnamese if nobody chose one. */
export function chosenLanguage(): Language {
  try {
    return localStorage.getItem(KEPT) === 'en' ? 'en' : 'vi'
  } catch {
    return 'vi'
  }
}

/** A hook that gives the language in use and draws the component again when another is chosen. */
export function useLanguage(): Language {
  const [, again] = useState(0)
  useEffect(() => {
    const tell = () => again((n) => n + 1)
    heard.add(tell)
    return () => void heard.delete(tell)
  }, [])
  return spoken
}
