import './FigureLink.css'
import type { ComponentChildren } from 'preact'
import { d } from '../../text/desk'

interface Props {
  href: string | null
  /** What the number is about, for screen readers. */
  label: string
  class?: string
  children: ComponentChildren
}

/** A number (`children`) as a link to the records behind it; without `href` (null) it is plain text. */
export function FigureLink({ href, label, children, class: look = '' }: Props) {
  if (!href) return <span class={look}>{children}</span>
  return (
    <a class={`opens ${look}`} href={href} title={d('overview.open')}>
      <span class="hidden">{label}: </span>
      {children}
    </a>
  )
}
