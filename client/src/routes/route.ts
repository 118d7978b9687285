import { useEffect, useState } from 'preact/hooks'
import { SCREENS } from './addresses'

/** An address of the app in parts: `/ghi/<id>?loi=title` is {name: 'ghi', id, query}. */
export interface Route {
  name: string
  id: string
  query: URLSearchParams
}

const heard = new Set<() => void>()
const tell = () => {
  for (const one of heard) one()
}

export function here(): Route {
  const [, name = '', id = ''] = location.pathname.split('/')
  return { name, id, query: new URLSearchParams(location.search) }
}

/** Opens an address of the app; with `instead` it replaces this one in the browser's history. */
export function go(path: string, instead = false): void {
  const depth = (history.state?.depth ?? 0) + (instead ? 0 : 1)
  history[instead ? 'replaceState' : 'pushState']({ depth }, '', path)
  scrollTo(0, 0)
  tell()
}

/** One step back within the app, or to the first screen if the app was opened here. */
export function back(): void {
  if (history.state?.depth) history.back()
  else go('/', true)
}

export function useRoute(): Route {
  const [route, set] = useState(here)
  useEffect(() => {
    const moved = () => set(here())
    heard.add(moved)
    return () => void heard.delete(moved)
  }, [])
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
