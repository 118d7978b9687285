import { useRef, useState } from 'preact/hooks'
import type { Json } from '../../core/types/json'

/**
 * A hook that keeps which of these records are picked (`picked` ids, `chosen` records), and `here`, the index of the
 * one at which the keyboard is. `rows` is a ref for the table's body. Only those that are `pickable` can be picked.
 */
export function useSelection(records: Json[], pickable: (record: Json) => boolean) {
  const [picked, pick] = useState<string[]>([])
  const [at, moveTo] = useState(0)
  const [anchor, setAnchor] = useState<number | null>(null)
  const rows = useRef<HTMLTableSectionElement>(null)
  const here = Math.min(at, records.length - 1)

  /** Makes the row with this index the one at which the keyboard is, and puts the focus on its title. */
  const move = (to: number) => {
    const next = Math.max(0, Math.min(records.length - 1, to))
    moveTo(next)
    rows.current?.querySelectorAll<HTMLElement>('a.title')[next]?.focus()
  }
  /**
   * Picks the row with this index, or drops it if it is picked; with `range`, picks all rows between the last one
   * picked and this. Only records on which this account may decide can be picked.
   */
  const toggle = (index: number, range: boolean) => {
    const id = records[index]?.id
    if (!id || !pickable(records[index] as Json)) return
    const from = range && anchor !== null ? anchor : index
    const ids = records
      .slice(Math.min(from, index), Math.max(from, index) + 1)
      .filter(pickable)
      .map((one) => one.id)
    const drops = !range && picked.includes(id)
    pick(drops ? picked.filter((one) => one !== id) : [...new Set([...picked, ...ids])])
    setAnchor(index)
    moveTo(index)
  }
  const chosen = records.filter(({ id }) => picked.includes(id))
  return { rows, here, picked, chosen, pickable, pick, move, moveTo, toggle }
}
