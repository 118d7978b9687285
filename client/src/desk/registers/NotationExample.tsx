import { d } from '../../text/desk'
import { useResource } from '../shared/useResource'
import type { Chosen } from './notationChoices'

interface Example {
  number: string
  rate: string
  /** In a cell; `""` if it stays empty. */
  zero: string
  missing: string
  /** Of a school that there is, and where that lies. */
  school: string | null
  place: string | null
  day: string
  signer: string
}

/** What a choice looks like, as the server itself writes it; until that is known the example before stands. */
export function NotationExample({ of }: { of: Chosen }) {
  const texts = Object.entries(of).map(([name, value]): [string, string] => [name, String(value)])
  const resource = useResource(`/api/notation/example?${new URLSearchParams(texts)}`)
  const found = resource.found?.body as Example | undefined
  if (!found) return <div class="notation-example" />
  const empty = d('notation.empty')
  const cells = d('notation.cells', { zero: found.zero || empty, missing: found.missing || empty })
  const shown = [
    `${found.number} · ${found.rate} · ${cells}`,
    joined(found.school, found.place),
    joined(found.day, found.signer),
  ]
  return (
    <div class="notation-example" role="status">
      {shown.filter(Boolean).map((line) => (
        <span key={line}>{line}</span>
      ))}
    </div>
  )
}

const joined = (...parts: (string | null)[]) => parts.filter(Boolean).join(' · ')
