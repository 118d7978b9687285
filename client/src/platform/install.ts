import { useEffect, useState } from 'preact/hooks'

interface InstallPrompt extends Event {
  prompt(): Promise<void>
  userChoice: Promise<{ outcome: 'accepted' | 'dismissed' }>
}

const heard = new Set<() => void>()
let offered: InstallPrompt | null = null

/** Whether the app was opened from the home screen, where it is installed, and not in a browser's tab. */
export const installed = (): boolean =>
  matchMedia('(display-mode: standalone)').matches || (navigator as { standalone?: boolean }).standalone === true

/** A link to the app's first page that Android opens in Chrome, whatever browser it is tapped in. */
export const inChrome = (): string =>
  `intent://${location.host}/#Intent;scheme=${location.protocol.slice(0, -1)};package=com.android.chrome;end`

/** Begins to note when the browser offers to install the app; `useOffer` gives that offer. Call it once. */
export function listenForOffer(): void {
  const changed = (event: Event | null) => {
    event?.preventDefault()
    offered = event as InstallPrompt | null
    for (const one of heard) one()
  }
  addEventListener('beforeinstallprompt', changed)
  addEventListener('appinstalled', () => changed(null))
}

/**
 * A hook that gives a function which opens the browser's own dialog to install the app and resolves with whether the
 * person accepted; null where the browser offers none, so that only its menu can install.
 */
export function useOffer(): (() => Promise<boolean>) | null {
  const [, again] = useState(0)
  useEffect(() => {
    const one = () => again((n) => n + 1)
    heard.add(one)
    return () => void heard.delete(one)
  }, [])
  const prompt = offered
  return (
    prompt &&
    (async () => {
      await prompt.prompt()
      return (await prompt.userChoice).outcome === 'accepted'
    })
  )
}
