import { useEffect, useRef } from 'preact/hooks'
import type { Act } from './usePane'

interface Given {
  act: Act
  step: (by: 1 | -1) => void
  side: () => void
}

const ACTS: Record<string, Parameters<Act>[0]> = {
  '+': 'closer',
  '=': 'closer',
  '-': 'farther',
  '0': 'whole',
  r: 'turn',
  'Shift ArrowLeft': 'left',
  'Shift ArrowRight': 'right',
  'Shift ArrowUp': 'up',
  'Shift ArrowDown': 'down',
}

/** A hook that does what the keys of the viewer of photos stand for, as long as it is open, wherever the focus is. */
export function useViewerKeys(given: Given): void {
  const latest = useRef(given)
  latest.current = given
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return
      const { act, step, side } = latest.current
      const key = event.shiftKey && event.key.startsWith('Arrow') ? `Shift ${event.key}` : event.key
      const name = ACTS[key]
      if (name) act(name)
      else if (key === 'ArrowRight') step(1)
      else if (key === 'ArrowLeft') step(-1)
      else if (key === 's' && !event.repeat) side()
      else return
      event.preventDefault()
    }
    addEventListener('keydown', pressed)
    return () => removeEventListener('keydown', pressed)
  }, [])
}
