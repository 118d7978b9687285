import { useEffect, useState } from 'preact/hooks'
import vi from './desk/vi.json'
import { type Args, type Language, useLanguage } from './text'

/** The desk's own words: who never opens it never loads them. */
export type DeskKey = keyof typeof vi

let words: Record<string, string> = vi
let spoken: Language = 'vi'

/** As `t`, for the desk's words. */
export function d(key: DeskKey, args?: Args): string {
  const found = (args?.n === 1 && words[`${key}_one`]) || words[key] || vi[key]
  return args ? found.replace(/\{(\w+)\}/g, (_, name: string) => String(args[name] ?? '')) : found
}

/** Draws again with another language; false until the words of the one spoken are here. */
export function useDeskWords(): boolean {
  const language = useLanguage()
  const [, again] = useState(0)
  useEffect(() => {
    let wanted = true
    const take = (found: Record<string, string>) => {
      if (!wanted) return
      words = found
      spoken = language
      again((n) => n + 1)
    }
    if (language === 'vi') take(vi)
    else
      import('./desk/en.json').then(
        (found) => take(found.default),
        () => take(vi),
      )
    return () => {
      wanted = false
    }
  }, [language])
  return spoken === language
}
