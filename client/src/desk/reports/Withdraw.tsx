import { useState } from 'preact/hooks'
import { change } from '../../api/requests'
import type { Json } from '../../core/types/json'
import { toast } from '../../parts/Toast'
import { d } from '../../text/desk'
import { Ask, Sheet } from '../shared/Sheet'

/** The dialog that withdraws a snapshot made by mistake (`one`), with a reason; it can still be read afterwards. */
export function Withdraw({ one, close, again }: { one: Json; close: () => void; again: () => void }) {
  const [text, setText] = useState('')
  const send = async (once: string) => {
    await change('POST', `/api/snapshots/${one.id}/withdraw`, { text: text.trim() }, undefined, once)
    toast(d('frozen.withdrew'))
    again()
  }
  return (
    <Sheet title={d('frozen.withdraw_title', { title: one.title })} go={d('frozen.withdraw')} send={send} close={close}>
      <p class="meta">{d('frozen.withdraw_what')}</p>
      <Ask label={d('frozen.withdraw_why')}>
        <textarea
          required
          maxLength={2000}
          rows={3}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </Ask>
    </Sheet>
  )
}
