import { useEffect, useState } from 'preact/hooks'
import { type Found, Refusal, read } from '../../api/requests'
import { useOnline } from '../../parts/live'
import { firstScreen, firstScreenStands } from '../../platform/firstScreen'

/** What a hook has loaded from the server; `again` loads it anew. */
export interface Resource {
  /** The answer loaded last, which stays while the next one is loading; `of` is the path that it came from. */
  found?: Found & { of: string }
  /** Set if loading failed: the server's refusal, or null if it was not reached and no earlier answer is stored. */
  refused?: Refusal | null
  /** Whether the present path is still loading for the first time. */
  asking: boolean
  again: () => void
}

/**
 * A hook that loads GET `path`, and again when the network comes or goes and, while the page is visible, every `every`
 * milliseconds (0: never). With null as the path it loads nothing.
 */
export function useResource(path: string | null, every = 0): Resource {
  const [found, setFound] = useState<Resource['found']>()
  const [refused, setRefused] = useState<{ of: string; why: Refusal | null }>()
  const [round, again] = useState(0)
  const online = useOnline()
  useEffect(() => {
    if (!path) return
    let wanted = true
    const ask = () =>
      read(path).then(
        (answer) => {
          if (!wanted) return
          setRefused(undefined)
          setFound({ ...answer, of: path })
        },
        (fault) => wanted && setRefused({ of: path, why: fault instanceof Refusal ? fault : null }),
      )
    void ask()
    const timer = every ? setInterval(() => document.hidden || void ask(), every) : undefined
    return () => {
      wanted = false
      clearInterval(timer)
    }
  }, [path, every, round, online])
  useEffect(() => {
    if (found || refused) firstScreenStands()
  }, [found, refused])
  const no = refused?.of === path ? refused?.why : undefined
  return {
    ...(found && { found }),
    ...(no !== undefined && { refused: no }),
    asking: !!path && found?.of !== path && no === undefined,
    again: () => again((n) => n + 1),
  }
}

/** A hook that gives whether the screen with which the desk was opened stands, so that other things may be asked for. */
export function useFirstScreen(): boolean {
  const [stands, set] = useState(false)
  useEffect(() => void firstScreen().then(() => set(true)), [])
  return stands
}
