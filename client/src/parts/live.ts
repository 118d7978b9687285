import { useEffect, useLayoutEffect, useState } from 'preact/hooks'
import type { Catalog } from '../core/types/catalog'
import type { Status } from '../core/types/exchange'
import { atHand, catalog } from '../records/catalog'
import { watch } from '../records/records'
import { status, watchStatus } from '../sync/status'
import { trouble } from './Trouble'

/**
 * A hook that gives what `load` loads, and loads it again when `inputs` change and after each change of the record `of`
 * (an id; without it, of any data on this phone). Undefined until `load` has resolved for the present inputs.
 */
export function useWatched<T>(load: () => Promise<T>, inputs: unknown[], of?: string): T | undefined {
  const [found, set] = useState<{ for: string; value: T }>()
  const key = JSON.stringify(inputs)
  // At once: an effect would wait for the next frame.
  useLayoutEffect(() => {
    let wanted = true
    const ask = () => load().then((value) => wanted && set({ for: key, value }), trouble)
    ask()
    const end = watch((records) => {
      if (!of || !records || records.includes(of)) ask()
    })
    return () => {
      wanted = false
      end()
    }
  }, [key])
  return found?.for === key ? found.value : undefined
}

/** A hook that gives the catalog of the account in use; null until the first synchronisation has brought it. */
export function useCatalog(): Catalog | null {
  return useWatched(catalog, []) ?? atHand()
}

/** A hook that gives the status of synchronisation, and draws the component again when it changes. */
export function useStatus(): Status {
  const [found, set] = useState(status)
  useEffect(() => watchStatus(set), [])
  return found
}

/** A hook that gives whether the browser believes to have a network. It is often wrong: only texts may depend on it. */
export function useOnline(): boolean {
  const [online, set] = useState(navigator.onLine)
  useEffect(() => {
    const tell = () => set(navigator.onLine)
    addEventListener('online', tell)
    addEventListener('offline', tell)
    return () => {
      removeEventListener('online', tell)
      removeEventListener('offline', tell)
    }
  }, [])
  return online
}
