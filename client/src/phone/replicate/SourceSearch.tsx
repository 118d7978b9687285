import { useEffect, useState } from 'preact/hooks'
import { findSources, type Source } from '../../api/sources'
import type { Register } from '../../core/types/register'
import { unitFor } from '../../forms/start'
import { SourceLines } from '../../parts/SourceLines'
import { r } from '../../text/replicate'

const PAUSE = 250 // milliseconds after a letter in which another may follow

/** A search through a register's approved records of all other schools; a tap on one opens the form filled in. */
export function SourceSearch({ register }: { register: Register }) {
  const [words, setWords] = useState('')
  const [found, set] = useState<Source[] | null>()
  useEffect(() => {
    let wanted = true
    const timer = setTimeout(
      () => void findSources(register.key, words.trim()).then((all) => wanted && set(all)),
      words ? PAUSE : 0,
    )
    return () => {
      wanted = false
      clearTimeout(timer)
    }
  }, [register.key, words])
  const others = found?.filter(({ unit }) => unit !== unitFor(register))
  return (
    <>
      <p>{r('replicate.lead')}</p>
      <label>
        {r('replicate.find')}
        <input type="search" value={words} onInput={(event) => setWords(event.currentTarget.value)} />
      </label>
      <p class="help" role="status">
        {found === null ? `${r('replicate.offline')}.` : others && !others.length ? r('replicate.none') : ''}
      </p>
      <SourceLines sources={others ?? []} href={(one) => `/nhan-rong/${one.id}?bieu=${register.key}`} />
    </>
  )
}
