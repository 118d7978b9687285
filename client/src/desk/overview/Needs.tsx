import './Needs.css'
import { Icon, type IconName } from '../../parts/Icon'
import { type DeskKey, d } from '../../text/desk'
import { number } from '../../text/format'
import type { Overview } from './types'

/**
 * The strip at the top of the overview: what needs this person in the unit shown, each as a number that links to the
 * screen where it is settled. What is zero is left out; where nothing is left, one line says so.
 */
export function Needs({ data: { needs, unit, path } }: { data: Overview }) {
  const within = path.length ? { unit: unit.id } : undefined
  const items = [
    needs.waiting && <Need key="w" icon="pencil" n={needs.waiting} word="needs.waiting" href={to('duyet', within)} />,
    needs.overdue && (
      <Need
        key="o"
        icon="warn"
        n={needs.overdue.units}
        word="needs.overdue"
        registers={needs.overdue.registers}
        href={to('chua-nop', within)}
      />
    ),
    needs.changed && (
      <Need
        key="c"
        icon="sync"
        n={needs.changed.figures}
        word="needs.changed"
        href={to('bao-cao', { phan: 'chot', so: needs.changed.snapshot })}
      />
    ),
    needs.unsent && (
      <Need
        key="u"
        icon="phone"
        n={needs.unsent}
        word="needs.unsent"
        href={to('may', { unit: unit.id, unsent: 'long' })}
      />
    ),
    needs.examples?.withdrawn && (
      <Need
        key="f"
        icon="warn"
        n={needs.examples.withdrawn}
        word="needs.fallen"
        href={to('dien-hinh', { state: 'withdrawn' })}
      />
    ),
    needs.examples?.without_photos && (
      <Need
        key="h"
        icon="warn"
        n={needs.examples.without_photos}
        word="needs.hidden"
        href={to('dien-hinh', { state: 'published' })}
      />
    ),
  ].filter(Boolean)
  return (
    <section class="needs" aria-label={d('needs.title')}>
      {items.length ? (
        <ul>{items}</ul>
      ) : (
        <p class="word safe">
          <Icon name="check" /> {d('needs.none')}
        </p>
      )}
    </section>
  )
}

const to = (screen: string, query?: Record<string, string>) =>
  `/so/${screen}${query ? `?${new URLSearchParams(query)}` : ''}`

interface NeedProps {
  icon: IconName
  n: number
  word: DeskKey
  registers?: number
  href: string
}

function Need({ icon, n, word, registers = 0, href }: NeedProps) {
  return (
    <li>
      <a href={href}>
        <Icon name={icon} />
        <b>{number(n)}</b> <span>{d(word, { n, registers })}</span>
      </a>
    </li>
  )
}
