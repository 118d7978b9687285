import { useState } from 'preact/hooks'
import type { Json } from '../../core/types/json'
import { d } from '../../text/desk'
import { periodNamed } from '../../text/periods'
import { useResource } from '../shared/useResource'

/** A record of some unit that may be replicated: its title, unit, and in `data` the answers that classify it. */
export interface Source {
  id: string
  title: string
  unit: string
  unit_name: string
  place: string | null
  period: string | null
  data: Json
}

/** A search through a register's records of all units but this school, for one to replicate. */
export function SourceSearch({ school, register }: { school: string; register: string }) {
  const [text, setText] = useState('')
  const resource = useResource(`/api/references?register=${register}&q=${encodeURIComponent(text.trim())}`)
  const found: Source[] = (resource.found?.body.records ?? []).filter(({ unit }: Source) => unit !== school)
  return (
    <>
      <label class="find">
        {d('school.find')}
        <input type="search" value={text} onInput={(event) => setText(event.currentTarget.value)} />
        <small class="help">{d('school.find_hint')}</small>
      </label>
      {resource.found && !found.length && <p class="lead">{d('school.found_none')}</p>}
      <ul class="lines" aria-live="polite">
        {found.map((one) => (
          <li key={one.id} class="line">
            <a href={`/so/truong/${school}?ghi=${register}&tu=${one.id}`}>
              <span class="title">{one.title}</span>
              <span class="meta">
                {[one.unit_name, one.place, periodNamed(one.period)].filter(Boolean).join(' · ')}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </>
  )
}
