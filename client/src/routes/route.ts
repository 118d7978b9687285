import { useEffect, useState } from 'preact/hooks'
import { SCREENS } from './addresses'

/** An address of the app in parts: `/ghi/<id>?loi=title` gives {name: 'ghi', id, query}. A missing part is ''. */
export interface Route {
  name: string
  id: string
  query: URLSearchParams
}

const heard = new Set<() => void>()
const tell = () => {
  for (const one of heard) one()
}

/** The present address of the page, in parts. */
export function here(): Route {
  const [, name = '', id = ''] = location.pathname.split('/')
  return { name, id, query: new URLSearchParams(location.search) }
}

/**
 * Opens an address of the app without loading the page. With `instead` it replaces the present address in the browser's
 * history, so that *back* skips it.
 */
export function go(path: string, instead = false): void {
  const depth = (history.state?.depth ?? 0) + (instead ? 0 : 1)
  history[instead ? 'replaceState' : 'pushState']({ depth }, '', path)
  scrollTo(0, 0)
  tell()
}

/** Goes one step back in the app, or to the first screen where the app was opened at the present address. */
export function back(): void {
  if (history.state?.depth) history.back()
  else go('/', true)
}

/** Calls back whenever another address of the app is opened. Returns a function that ends it. */
export function onMove(moved: () => void): () => void {
  heard.add(moved)
  return () => void heard.delete(moved)
}

/** A hook that gives the present address and draws the component again when it changes. */
export function useRoute(): Route {
  const [route, set] = useState(here)
  useEffect(() => onMove(() => set(here())), [])
  return route
}

/** Makes links to the app's own screens open without loading the page; links to the server's pages stay as they are. */
export function followLinks(): void {
  addEventListener('popstate', tell)
  addEventListener('click', (event: MouseEvent) => {
    const link = (event.target as Element).closest?.('a')
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey
    if (!link || !plain || link.target || link.origin !== location.origin || !SCREENS.test(link.pathname)) return
    event.preventDefault()
    if (link.pathname + link.search !== location.pathname + location.search) go(link.pathname + link.search)
  })
}
