import { useEffect, useRef, useState } from 'preact/hooks'
import { who } from '../../account/who'
import type { Shown, Summary } from '../../core/types/record'
import { useWatched } from '../../parts/live'
import { find, whole } from '../../records/find'
import { groupOf } from './Groups'

const PAGE = 50 // lines that *more* adds
const FIRST = 10 // of these, the lines that are drawn before the others: more than a screen shows
const REST = 500 // milliseconds after these: who types on is not held up

/** How many records are found, the first of them to be drawn, and how many are left for `more`. */
interface Found {
  count: number | undefined
  records: Shown[]
  left: number
  more: () => void
}

/**
 * A hook that finds the records on this phone for the list, but deleted ones. What was found before stays until the
 * answer is there; `count` is undefined until the first. See `List` for `chosen`; `q` is what is searched for.
 */
export function useFound(chosen: string, q: string): Found {
  const of = `${chosen} ${q}`
  const [pages, setPages] = useState({ of, wanted: PAGE, shown: FIRST })
  const { wanted, shown } = pages.of === of ? pages : { wanted: PAGE, shown: FIRST }
  const found = useWatched(() => read(chosen, q, shown), [of, shown])
  const latest = useRef(found)
  latest.current = found ?? latest.current
  useEffect(() => {
    const timer = setTimeout(() => found && setPages({ of, wanted, shown: wanted }), REST)
    return () => clearTimeout(timer)
  }, [found, of, wanted])
  const { count, records = [] } = latest.current ?? {}
  const more = () => setPages({ of, wanted: wanted + PAGE, shown: wanted + FIRST })
  return { count, records, left: Math.max(0, (count ?? 0) - wanted), more }
}

async function read(chosen: string, q: string, shown: number): Promise<{ count: number; records: Shown[] }> {
  const fits = (one: Summary) =>
    one.status !== 'deleted' &&
    (!chosen || (one.author === who().id && (chosen === 'cua-toi' || groupOf(one) === chosen)))
  const found = (await find(q ? { q } : {})).filter(fits)
  return { count: found.length, records: await whole(found.slice(0, shown)) }
}
