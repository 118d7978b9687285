import './ClosingPreview.css'
import type { Json } from '../../core/types/json'
import { d } from '../../text/desk'
import { day, number } from '../../text/format'
import { statusWords } from '../overview/kinds'
import { periodNamed, registerNamed } from '../shared/names'
import { ResourceView } from '../shared/ResourceView'
import { useResource } from '../shared/useResource'

interface Props {
  unit: string | undefined
  period: string
  /** Keys of the registers that would be closed. */
  registers: string[]
}

/** What closing would close, before it is done: periods that still run first, and the records nobody could finish. */
export function ClosingPreview({ unit, period, registers }: Props) {
  const asked = new URLSearchParams({ ...(unit && { unit }), period, register: registers.join() })
  const preview = useResource(registers.length ? `/api/closings/preview?${asked}` : null)
  return (
    <section class="closing-preview" aria-live="polite">
      <ResourceView resource={preview}>{preview.found && <Told body={preview.found.body} />}</ResourceView>
    </section>
  )
}

function Told({ body: { periods, unfinished, count } }: { body: Json }) {
  const open: Json[] = periods.filter((one: Json) => !one.closed)
  const running = open.filter((one) => one.runs)
  const over = open.filter((one) => !one.runs)
  return (
    <>
      {!open.length && <p>{d('closing.nothing')}</p>}
      {running.length > 0 && (
        <>
          <h3 class="runs">{d('closing.running', { n: number(running.length) })}</h3>
          <Periods of={running} />
        </>
      )}
      {over.length > 0 && (
        <details open={!running.length && over.length < 6}>
          <summary>{d('closing.over', { n: number(over.length) })}</summary>
          <Periods of={over} />
        </details>
      )}
      {count > 0 && (
        <>
          <h3 class="runs">{d('closing.unfinished', { n: number(count) })}</h3>
          <ul>
            {(unfinished as Json[]).map((one) => (
              <li key={one.id}>
                <a href={`/so/ban-ghi/${one.id}?for=all`}>{one.title}</a>{' '}
                <span class="meta">{[one.unit, registerNamed(one.register), statusWords(one.status)].join(' · ')}</span>
              </li>
            ))}
          </ul>
          {count > unfinished.length && <p>{d('overview.more', { n: number(count - unfinished.length) })}</p>}
        </>
      )}
    </>
  )
}

function Periods({ of }: { of: Json[] }) {
  return (
    <ul>
      {of.map((one) => (
        <li key={one.register + one.period}>
          {registerNamed(one.register)}{' '}
          <span class="meta">
            {[
              periodNamed(one.period),
              one.runs && d('closing.ends', { day: day(one.ends) }),
              one.due && d('closing.due', { day: day(one.due) }),
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </li>
      ))}
    </ul>
  )
}
