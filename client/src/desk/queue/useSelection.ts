import { useRef, useState } from 'preact/hooks'
import type { Json } from '../../core/types/json'
import { waitsForMe } from '../review/verbs'

/** Which records of the queue are picked, and which one the keyboard is at. */
export function useSelection(records: Json[]) {
  const [picked, pick] = useState<string[]>([])
  const [at, moveTo] = useState(0)
  const [anchor, setAnchor] = useState<number | null>(null)
  const rows = useRef<HTMLTableSectionElement>(null)
  const here = Math.min(at, records.length - 1)

  /** Goes to a row, and puts the focus on its title. */
  const move = (to: number) => {
    const next = Math.max(0, Math.min(records.length - 1, to))
    moveTo(next)
    rows.current?.querySelectorAll<HTMLElement>('a.title')[next]?.focus()
  }
  /** Picks a row or lets go of it; with `range` all rows from the last one picked to this one are picked. */
  const toggle = (index: number, range: boolean) => {
    const id = records[index]?.id
    if (!id || !waitsForMe(records[index] as Json)) return
    const from = range && anchor !== null ? anchor : index
    const ids = records
      .slice(Math.min(from, index), Math.max(from, index) + 1)
      .filter(waitsForMe)
      .map((one) => one.id)
    const drops = !range && picked.includes(id)
    pick(drops ? picked.filter((one) => one !== id) : [...new Set([...picked, ...ids])])
    setAnchor(index)
    moveTo(index)
  }
  const chosen = records.filter(({ id }) => picked.includes(id))
  return { rows, here, picked, chosen, pick, move, moveTo, toggle }
}
