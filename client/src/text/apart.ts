import { useEffect, useState } from 'preact/hooks'
import { type Args, fill, type Language, useLanguage } from './text'

type Texts = Record<string, string>

/**
 * Makes the two functions by which a separately loaded part of the app reads its texts; `vi` holds its Vietnamese
 * texts, and `english` loads the English ones, by default those of all parts of a phone's app.
 *
 * `text(key, args)` gives a text in the language in use. `useTexts()` is a hook that draws its component again when the
 * language changes; it gives false until that language's texts have loaded.
 */
export function textsApart<Key extends string>(
  vi: Record<Key, string>,
  english: () => Promise<{ default: Texts }> = () => import('./english'),
) {
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
