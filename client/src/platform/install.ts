import { useEffect, useState } from 'preact/hooks'

interface InstallPrompt extends Event {
  prompt(): Promise<void>
  userChoice: Promise<{ outcome: 'accepted' | 'dismissed' }>
}

const agent = globalThis.navigator?.userAgent ?? '' // the build draws the door where there is no navigator
const heard = new Set<() => void>()
let offered: InstallPrompt | null = null

/** Zalo's and Facebook's own browsers keep their own storage and cannot install. */
export const embeddedIn = /Zalo/i.test(agent) ? 'Zalo' : /FBA[NV]|Messenger/.test(agent) ? 'Facebook' : null

export const apple = /iPhone|iPad|iPod/.test(agent) || (/Macintosh/.test(agent) && navigator.maxTouchPoints > 1)

export const android = /Android/.test(agent)

/** Whether it was opened from the home screen. */
export const installed = (): boolean =>
  matchMedia('(display-mode: standalone)').matches || (navigator as { standalone?: boolean }).standalone === true

/** A link to this app that Android opens in Chrome. */
export const inChrome = (): string =>
  `intent://${location.host}/#Intent;scheme=${location.protocol.slice(0, -1)};package=com.android.chrome;end`

export function listenForOffer(): void {
  const changed = (event: Event | null) => {
    event?.preventDefault()
    offered = event as InstallPrompt | null
    for (const one of heard) one()
  }
  addEventListener('beforeinstallprompt', changed)
  addEventListener('appinstalled', () => changed(null))
}

/** A function that lets the browser install the app; null where only the browser's menu can. */
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
