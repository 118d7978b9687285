import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'

/** The heading of a screen: it names the browser's tab, and gets the focus so that screen readers begin there. */
export function Title({ children }: { children: string }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${children} · Lan Tỏa`
  }, [children])
  // Before the screen is drawn: later it would take the focus from what somebody has reached meanwhile, and swallow a key.
  useLayoutEffect(() => heading.current?.focus({ preventScroll: true }), [])
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  )
}
