import { useState } from 'preact/hooks'
import { change, Refusal } from '../../api/requests'
import { toast, toastFailure } from '../../parts/Toast'
import { trouble } from '../../parts/Trouble'
import { d } from '../../text/desk'

const LONGEST = 200 // characters, as the server takes them

interface Props {
  path: string
  picked: string[]
  done: () => void
}

/** Reminds the units that are picked, in words of one's own if one writes any, which their phones show. */
export function Remind({ path, picked, done }: Props) {
  const [text, setText] = useState('')
  const remind = () =>
    change('POST', `${path}/reminders`, { units: picked, text: text.trim() || null }).then(
      ({ units }) => {
        toast(d('missing.was_reminded', { n: units.length }))
        setText('')
        done()
      },
      (fault) => (fault instanceof Refusal ? toastFailure(fault.detail) : trouble(fault)),
    )
  return (
    <div class="row remind">
      {picked.length > 0 && (
        <label class="words">
          <span>{d('missing.words')}</span>
          <textarea
            name="words"
            rows={2}
            maxLength={LONGEST}
            value={text}
            onInput={(event) => setText(event.currentTarget.value)}
          />
        </label>
      )}
      <button type="button" class="primary" disabled={!picked.length} onClick={() => void remind()}>
        {picked.length ? d('missing.remind', { n: picked.length }) : d('missing.pick_first')}
      </button>
      <span class="meta">{d('missing.remind_hint')}</span>
    </div>
  )
}
