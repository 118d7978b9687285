import { useEffect, useState } from 'preact/hooks'
import type { Catalog } from '../core/types/catalog'
import type { Status } from '../core/types/exchange'
import { atHand, catalog } from '../records/catalog'
import { watch } from '../records/records'
import { status, watchStatus } from '../sync/status'
import { trouble } from './Trouble'

/** What `load` gives, loaded again after each change of the record `of`, or of any; undefined until it first came. */
export function useWatched<T>(load: () => Promise<T>, inputs: unknown[], of?: string): T | undefined {
  const [found, set] = useState<{ for: string; value: T }>()
  const key = JSON.stringify(inputs)
  useEffect(() => {
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

/** The catalog of the account in use; null until the first synchronisation brought it. */
export function useCatalog(): Catalog | null {
  return useWatched(catalog, []) ?? atHand()
}

export function useStatus(): Status {
  const [found, set] = useState(status)
  useEffect(() => watchStatus(set), [])
  return found
}

/** Whether the browser believes that it has a network. Only texts may depend on it: it is often wrong. */
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
