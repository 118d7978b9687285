import { useEffect, useState } from 'preact/hooks'
import { type Found, Refusal, read } from '../../api/requests'
import { useOnline } from '../../parts/live'

export interface Resource {
  /** What was loaded last, also while the next is on its way; `of` is the path that it came from. */
  found?: Found & { of: string }
  /** Why nothing was loaded: the server refused, or null without network and without an earlier answer. */
  refused?: Refusal | null
  /** Nothing has come for the present path yet. */
  asking: boolean
  again: () => void
}

/** Loads GET `path`, and again when the network comes back and every `every` milliseconds; null loads nothing. */
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
  const no = refused?.of === path ? refused?.why : undefined
  return {
    ...(found && { found }),
    ...(no !== undefined && { refused: no }),
    asking: !!path && found?.of !== path && no === undefined,
    again: () => again((n) => n + 1),
  }
}
