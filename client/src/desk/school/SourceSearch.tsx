import { useState } from 'preact/hooks'
import type { Source } from '../../api/sources'
import { SourceLines } from '../../parts/SourceLines'
import { d } from '../../text/desk'
import { useResource } from '../shared/useResource'

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
      <SourceLines sources={found} href={(one) => `/so/truong/${school}?ghi=${register}&tu=${one.id}`} />
    </>
  )
}
