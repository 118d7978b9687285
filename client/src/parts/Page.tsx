import './Page.css'
import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { back } from '../routes/route'
import { t } from '../text/text'
import { Icon } from './Icon'

interface Props {
  title: string
  /** What is shown to the right of the title. */
  aside?: ComponentChildren
  /** What is pinned to the foot of the screen, within reach of the thumb. */
  foot?: ComponentChildren
  children: ComponentChildren
}

/** The frame of every phone screen but the first: a back button and a title above the content (`children`). */
export function Page({ title, aside, foot, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${title} · Lan Tỏa`
  }, [title])
  useEffect(() => heading.current?.focus({ preventScroll: true }), [])
  return (
    <>
      <header class="bar">
        <button type="button" class="plain back" onClick={back} aria-label={t('nav.back')}>
          <Icon name="back" />
        </button>
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {aside}
      </header>
      <main class={foot ? 'page footed' : 'page'}>{children}</main>
      {foot && <footer class="foot">{foot}</footer>}
    </>
  )
}
