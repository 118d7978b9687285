import { useEffect, useState } from 'preact/hooks'
import { type Args, fill, type Language, useLanguage } from './text'

type Texts = Record<string, string>

/**
 * The texts of a part of the app that is loaded by itself, as `text(key, args)` and a hook.
 *
 * The hook draws the component again in another language; it is false until the texts of that language have come.
 */
export function textsApart<Key extends string>(vi: Record<Key, string>, english: () => Promise<{ default: Texts }>) {
  let texts: Texts = vi
  let ready: Language = 'vi'

  function useTexts(): boolean {
    const language = useLanguage()
    const [, again] = useState(0)
    useEffect(() => {
      let wanted = true
      const take = (found: Texts) => {
        if (!wanted) return
        texts = found
        ready = language
        again((n) => n + 1)
      }
      if (language === 'vi') take(vi)
      else
        english().then(
          (found) => take(found.default),
          () => take(vi),
        )
      return () => {
        wanted = false
      }
    }, [language])
    return ready === language
  }
  return { text: (key: Key, args?: Args): string => fill(texts, vi, key, args), useTexts }
}
