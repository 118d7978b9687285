import { useEffect, useRef } from 'preact/hooks'

const MOVES = new Set(['j', 'k'])

/**
 * A hook that runs functions when keys are pressed: `keys` is key (as in KeyboardEvent.key) → function. Not while a
 * dialog is open or the focus is in an input, nor with Ctrl, Alt or Meta.
 */
export function useKeys(keys: Record<string, (event: KeyboardEvent) => void>): void {
  const latest = useRef(keys)
  latest.current = keys
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const on = event.target as HTMLElement
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
      // Within a dialog the focus may be nowhere, and the key is the dialog's all the same.
      if (document.querySelector('dialog[open]')) return
      if (on.closest('input:not([type=checkbox]), textarea, select, [contenteditable]')) return
      // Enter on a link or a button is that link's own.
      if (event.key === 'Enter' && on.closest('a, button, summary')) return
      const act = latest.current[event.key]
      if (!act) return
      event.preventDefault()
      // A key that is held down moves on, but decides nothing.
      if (event.repeat && !MOVES.has(event.key)) return
      act(event)
    }
    addEventListener('keydown', pressed)
    return () => removeEventListener('keydown', pressed)
  }, [])
}
