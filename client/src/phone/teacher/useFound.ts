import type { RefObject } from 'preact'
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import { who } from '../../account/who'
import type { Line, Summary } from '../../core/types/record'
import { trouble } from '../../parts/Trouble'
import { listed, listedNow } from '../../records/find'
import type { Listed } from '../../records/listed'
import { watch } from '../../records/records'
import { groupOf } from './Groups'

const PAGE = 50 // lines that *more* adds
const STEP = 10 // of these, the lines that are drawn at a time, as the end of the others comes near
const REST = 500 // milliseconds after the first: who types on is not held up
const [ABOVE, LINE] = [200, 96] // pixels at least above the list, and of a line
/** The lines that are drawn at first: as many as the screen shows. */
const first = () => Math.max(STEP / 2, Math.ceil((innerHeight - ABOVE) / LINE))

/** How many records are found, those of them to be drawn in the list `box`, and how many are left for `more`. */
interface Found {
  count: number | undefined
  records: Line[]
  left: number
  more: () => void
  box: RefObject<HTMLUListElement | null>
}

/**
 * A hook that finds the records on this phone for the list, but deleted ones. What was found before stays until the
 * answer is there; `count` is undefined until the first. See `List` for `chosen`; `q` is what is searched for.
 */
export function useFound(chosen: string, q: string): Found {
  const of = `${chosen} ${q}`
  const [pages, setPages] = useState({ of: '', wanted: PAGE, shown: 0 })
  const { wanted, shown } = pages.of === of ? pages : { wanted: PAGE, shown: first() }
  const box = useRef<HTMLUListElement>(null)
  const found = useAll(chosen, q)
  const latest = useRef(found)
  latest.current = found ?? latest.current
  useEffect(() => {
    if (!found || shown >= Math.min(wanted, found.length)) return
    const seen = ([end]: IntersectionObserverEntry[]) =>
      end?.isIntersecting && setPages({ of, wanted, shown: Math.min(wanted, shown + STEP) })
    const near = new IntersectionObserver(seen, { rootMargin: '100%' })
    const watch = () => box.current?.lastElementChild && near.observe(box.current.lastElementChild)
    const timer = setTimeout(watch, pages.of === of ? 0 : REST)
    return () => {
      clearTimeout(timer)
      near.disconnect()
    }
  }, [found, of, wanted, shown])
  const all = latest.current ?? []
  const more = () => setPages({ of, wanted: wanted + PAGE, shown: wanted + first() })
  const left = shown < wanted ? 0 : Math.max(0, all.length - wanted)
  return { count: latest.current?.length, records: all.slice(0, shown), left, more, box }
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
