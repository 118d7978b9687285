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

/** The text of `key` with its arguments; `{name}` stands for one. */
export const t = (key: Key, args?: Args): string => fill(texts, vi, key, args)

/**
 * A text of `texts`, or of the Vietnamese `vi` where the language lacks it, with its arguments put in.
 *
 * English has `<key>_one` beside a key where one is not many.
 */
export function fill(texts: Record<string, string>, vi: Record<string, string>, key: string, args?: Args): string {
  const found = (args?.n === 1 && texts[`${key}_one`]) || texts[key] || (vi[key] ?? '')
  return args ? found.replace(/\{(\w+)\}/g, (_, name: string) => String(args[name] ?? '')) : found
}

/** A label of a register or unit in the language in use. */
export const inLanguage = (label: { vi: string; en?: string } | string | undefined): string =>
  typeof label === 'string' ? label : (label?.[spoken] ?? label?.vi ?? '')

export async function setLanguage(wanted: Language): Promise<void> {
  texts = wanted === 'vi' ? vi : (await import('./en.json')).default
  spoken = wanted
  document.documentElement.lang = wanted
  try {
    localStorage.setItem(KEPT, wanted)
  } catch {
    // Where nothing may be kept, the choice lasts as long as the page.
  }
  for (const tell of heard) tell()
}

/** The language that was chosen on this phone; Vietnamese if none was. */
export function chosenLanguage(): Language {
  try {
    return localStorage.getItem(KEPT) === 'en' ? 'en' : 'vi'
  } catch {
    return 'vi'
  }
}

/** The language in use; draws the component again when another is chosen. */
export function useLanguage(): Language {
  const [, again] = useState(0)
  useEffect(() => {
    const tell = () => again((n) => n + 1)
    heard.add(tell)
    return () => void heard.delete(tell)
  }, [])
  return spoken
}
