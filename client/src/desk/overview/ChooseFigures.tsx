import './ChooseFigures.css'
import { useState } from 'preact/hooks'
import { change } from '../../api/requests'
import { toast } from '../../parts/Toast'
import { d } from '../../text/desk'
import { Sheet } from '../shared/Sheet'
import { chosenOf } from './Chosen'
import type { Overview } from './types'

const MOST = 6

/** The dialog in which the department chooses whose figures stand first for everybody; none: the usual ones. */
export default function ChooseFigures({ data, close }: { data: Overview; close: () => void }) {
  const [keys, choose] = useState(chosenOf(data).map(({ register }) => register))
  const send = async () => {
    await change('POST', '/api/overview/figures', { registers: keys })
    toast(d('overview.was_chosen'))
  }
  return (
    <Sheet title={d('overview.choose')} go={d('overview.choose_go')} send={send} close={close}>
      <p class="meta">{d('overview.choose_why', { n: MOST })}</p>
      <div class="choose-figures">
        {data.glance
          .filter(({ measure }) => measure)
          .map(({ register, title }) => {
            const at = keys.indexOf(register)
            return (
              <label key={register}>
                <input
                  type="checkbox"
                  checked={at >= 0}
                  disabled={at < 0 && keys.length >= MOST}
                  onChange={() => choose(at < 0 ? [...keys, register] : keys.filter((one) => one !== register))}
                />
                {title} {at >= 0 && <small class="meta">{at + 1}</small>}
              </label>
            )
          })}
      </div>
      <button type="button" class="plain" onClick={() => choose([])}>
        {d('overview.choose_none')}
      </button>
    </Sheet>
  )
}
