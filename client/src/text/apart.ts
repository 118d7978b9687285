import { useEffect, useState } from 'preact/hooks'
import { type Args, fill, type Language, language, useLanguage } from './text'

type Texts = Record<string, string>

/**
 * Makes the two functions by which a separately loaded part of the app reads its texts; `vi` holds its Vietnamese
 * texts, and `english` loads the English ones, by default those of all parts of a phone's app.
 *
 * `text(key, args)` gives a text in the language in use. `useTexts()` is a hook that draws its component again when the
 * language changes; it gives false until that language's texts have loaded. `load()` loads them before.
 */
export function textsApart<Key extends string>(
  vi: Record<Key, string>,
  english: () => Promise<{ default: Texts }> = () => import('./english'),
) {
  let texts: Texts = vi
  let ready: Language = 'vi'

  async function load(now = language(), wanted = () => true): Promise<void> {
    const found =
      now === 'vi'
        ? vi
        : await english().then(
            (loaded) => loaded.default,
            () => vi,
          )
    if (wanted()) [texts, ready] = [found, now]
  }

  function useTexts(): boolean {
    const now = useLanguage()
    const [, again] = useState(0)
    useEffect(() => {
      let wanted = true
      void load(now, () => wanted).then(() => wanted && again((n) => n + 1))
      return () => {
        wanted = false
      }
    }, [now])
    return ready === now
  }
  return { text: (key: Key, args?: Args): string => fill(texts, vi, key, args), useTexts, load: () => load() }
}
