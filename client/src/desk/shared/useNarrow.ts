import { useEffect, useState } from 'preact/hooks'

const NARROW = '(max-width: 45rem)'

/** A hook that says whether the desk is looked at on a phone's width, where lists are drawn without columns. */
export function useNarrow(): boolean {
  const [narrow, set] = useState(() => matchMedia(NARROW).matches)
  useEffect(() => {
    const asked = matchMedia(NARROW)
    const tell = () => set(asked.matches)
    tell()
    asked.addEventListener('change', tell)
    return () => asked.removeEventListener('change', tell)
  }, [])
  return narrow
}
