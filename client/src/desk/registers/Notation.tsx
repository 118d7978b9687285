import './Notation.css'
import { useState } from 'preact/hooks'
import { change } from '../../api/requests'
import { toast } from '../../parts/Toast'
import { type DeskKey, d } from '../../text/desk'
import { ResourceView } from '../shared/ResourceView'
import { Ask, Sheet } from '../shared/Sheet'
import { useResource } from '../shared/useResource'
import { NotationExample } from './NotationExample'
import { CHOICES, type Chosen, NAMES } from './notationChoices'

/** How files write numbers, days and names, by an example, and a dialog to change it. */
export function Notation() {
  const resource = useResource('/api/notation')
  const [changing, setChanging] = useState(false)
  const chosen = resource.found?.body as Chosen | undefined
  return (
    <ResourceView resource={resource}>
      {chosen && (
        <section>
          <h2>{d('notation.title')}</h2>
          <p class="meta">{d('notation.what')}</p>
          <ul class="registers">
            <li>
              <NotationExample of={chosen} />
              <button type="button" class="secondary" onClick={() => setChanging(true)}>
                {d('notation.change')}
              </button>
            </li>
          </ul>
          {changing && <Change was={chosen} again={resource.again} close={() => setChanging(false)} />}
        </section>
      )}
    </ResourceView>
  )
}

function Change({ was, again, close }: { was: Chosen; again: () => void; close: () => void }) {
  const [chosen, choose] = useState(was)
  const send = async (once: string) => {
    await change('PUT', '/api/notation', chosen, undefined, once)
    toast(d('notation.was_set'))
    again()
  }
  return (
    <Sheet title={d('notation.title')} go={d('notation.set')} send={send} close={close}>
      <NotationExample of={chosen} />
      <div class="notation">
        {NAMES.map((name) => (
          <Ask key={name} label={d(`notation.${name}` as DeskKey)}>
            <select
              value={chosen[name]}
              onChange={({ currentTarget: { value } }) =>
                choose({ ...chosen, [name]: name === 'decimals' ? Number(value) : value })
              }
            >
              {CHOICES[name].map((one) => (
                <option key={one} value={one}>
                  {d(`notation.${name}.${one}` as DeskKey)}
                </option>
              ))}
            </select>
          </Ask>
        ))}
      </div>
      <p class="help">{d('notation.help')}</p>
    </Sheet>
  )
}
