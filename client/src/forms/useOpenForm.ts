import { useEffect, useState } from 'preact/hooks'
import type { Register } from '../core/types/register'
import { trouble } from '../parts/Trouble'
import { go } from '../routes/route'
import { controls } from './Entry'
import type { Start } from './start'
import { openForm, pathOf } from './unfinished'

/**
 * The form that a screen has open, which its address names from then on: undefined until it is read, null if nothing can
 * be written. `restart` opens a fresh one and leaves the draft of this one where it is. `about`: the field to go to.
 */
export function useOpenForm(register: Register | null | undefined, id: string, key: string | null, about?: string) {
  const [start, setStart] = useState<Start | null>()
  const [round, setRound] = useState(0)
  useEffect(() => {
    if (!register) return
    let wanted = true
    let release = () => {}
    const opened = (found: Awaited<ReturnType<typeof openForm>>) => {
      if (!wanted) return found?.release()
      release = found?.release ?? release
      if (found) go(pathOf(found.start), true)
      setStart(found && (about ? { focus: about, ...found.start } : found.start))
    }
    const whole = controls(register).then(() => openForm(register, id, key, round > 0))
    whole.then(opened, trouble)
    return () => {
      wanted = false
      release()
    }
  }, [id, register?.key, round])
  const restart = () => {
    setStart(undefined)
    setRound(round + 1)
  }
  return { start, setStart, restart, round }
}
