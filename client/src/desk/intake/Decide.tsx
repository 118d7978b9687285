import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { change, Refusal } from '../../api/requests'
import type { Json } from '../../core/types/json'
import { toast } from '../../parts/Toast'
import { trouble } from '../../parts/Trouble'
import { d } from '../../text/desk'
import { Faults } from '../shared/Sheet'

interface Props {
  /** The address to which the decision is sent. */
  path: string
  /** What is said of a mutation that was refused again when it was taken in. */
  faultWords: (refused: Json) => string
  /** Reads the list again. */
  again: () => void
}

/** The buttons by which something that waits is taken in, or refused with a reason. */
export function Decide({ path, faultWords, again }: Props) {
  const [refusing, setRefusing] = useState(false)
  const [text, setText] = useState('')
  const [faults, setFaults] = useState<string[]>([])
  const [busy, setBusy] = useState(false)
  const box = useRef<HTMLTextAreaElement>(null)
  useLayoutEffect(() => box.current?.focus(), [refusing])
  const send = async (what: 'take_in' | 'refuse') => {
    setBusy(true)
    try {
      const done = await change('POST', path, { do: what, text: text.trim() || null })
      const wrong = Object.values<Json>(done.outcomes).flatMap(({ version, refused }) =>
        refused && !version ? [refused] : [],
      )
      setFaults(wrong.map(faultWords))
      if (!wrong.length) toast(d(what === 'take_in' ? 'intake.taken' : 'intake.refused'))
      again()
    } catch (fault) {
      if (!(fault instanceof Refusal)) return setFaults([d('intake.offline')])
      setFaults([fault.detail])
      again()
    } finally {
      setBusy(false)
    }
  }
  const refuse = (event: Event) => {
    event.preventDefault()
    if (text.trim()) send('refuse').catch(trouble)
    else setFaults([d('intake.bare')])
  }
  return (
    <form onSubmit={refuse}>
      <Faults faults={faults} />
      {refusing && (
        <label>
          {d('intake.reason')}
          <textarea
            ref={box}
            rows={2}
            maxLength={2000}
            value={text}
            onInput={(event) => setText(event.currentTarget.value)}
          />
        </label>
      )}
      <div class="row">
        {refusing ? (
          <>
            <button type="submit" class="primary" disabled={busy}>
              {d('intake.refuse_now')}
            </button>
            <button type="button" class="plain" onClick={() => setRefusing(false)}>
              {d('intake.back')}
            </button>
          </>
        ) : (
          <>
            <button type="button" class="primary" disabled={busy} onClick={() => send('take_in').catch(trouble)}>
              {d('intake.take')}
            </button>
            <button type="button" class="secondary" onClick={() => setRefusing(true)}>
              {d('intake.refuse')}
            </button>
          </>
        )}
      </div>
    </form>
  )
}
