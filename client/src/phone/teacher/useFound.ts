import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import { who } from '../../account/who'
import type { Line, Summary } from '../../core/types/record'
import { trouble } from '../../parts/Trouble'
import { listed, listedNow } from '../../records/find'
import type { Listed } from '../../records/listed'
import { watch } from '../../records/records'
import { groupOf } from './Groups'

const PAGE = 50 // lines that *more* adds
const FIRST = 10 // of these, the lines that are drawn before the others: more than a screen shows
const REST = 500 // milliseconds after these: who types on is not held up

/** How many records are found, the first of them to be drawn, and how many are left for `more`. */
interface Found {
  count: number | undefined
  records: Line[]
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
  const found = useAll(chosen, q)
  const latest = useRef(found)
  latest.current = found ?? latest.current
  useEffect(() => {
    const timer = setTimeout(() => found && setPages({ of, wanted, shown: wanted }), REST)
    return () => clearTimeout(timer)
  }, [found, of, wanted])
  const all = latest.current ?? []
  const more = () => setPages({ of, wanted: wanted + PAGE, shown: wanted + FIRST })
  const count = latest.current?.length
  return { count, records: all.slice(0, shown), left: Math.max(0, all.length - wanted), more }
}

/** All that is found; undefined until it is. Where nothing has to be waited for, it is there at once. */
function useAll(chosen: string, q: string): Summary[] | undefined {
  const [changes, tell] = useState(0)
  useLayoutEffect(() => watch(() => tell((n) => n + 1)), [])
  const [waited, come] = useState<{ list: Listed; of: string }>()
  const atHand = useMemo(() => listedNow(fits(chosen)), [chosen, changes])
  const of = `${chosen} ${changes}`
  const list = atHand ?? (waited?.of === of ? waited.list : undefined)
  const found = list?.now(q)
  useLayoutEffect(() => {
    if (found) return
    let wanted = true
    const wait = async () => {
      const made = list ?? (await listed(fits(chosen)))
      if (q) await made.ready()
      if (wanted) come({ list: made, of })
    }
    wait().catch(trouble)
    return () => {
      wanted = false
    }
  }, [of, q, !found])
  return found
}

const fits = (chosen: string) => (one: Summary) =>
  one.status !== 'deleted' &&
  (!chosen || (one.author === who().id && (chosen === 'cua-toi' || groupOf(one) === chosen)))
