import { useEffect, useState } from 'preact/hooks'
import { type Found, Refusal, read } from '../../api/requests'
import { useOnline } from '../../parts/live'

export interface Resource {
  /** The last answer, also while another is on its way; `of` is the path that it answers. */
  found?: Found & { of: string }
  /** Why there is none: the server's no, or null where nobody could be asked and nothing was kept. */
  refused?: Refusal | null
  /** An answer to the present path is on its way. */
  asking: boolean
  again: () => void
}

/** What GET `path` answers, asked again when the network comes back and every `every` milliseconds; null asks nothing. */
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
