/** What concerns the person, as the server lists it, and whether it also rings on this device while the app is closed. */

import { language } from '../text/text'
import { change, read } from './requests'

export type NoticeKind = 'returned' | 'approved' | 'reminded' | 'due' | 'taken_up' | 'new_register'

/** One thing to hear. `needs`: there is something to do, and it stays until that is done. */
export interface Notice {
  id: string
  kind: NoticeKind
  at: string
  read: boolean
  needs: boolean
  register: string
  record?: string
  title?: string
  period?: string
  due?: string
  by?: string
  text?: string
}

/** Says that the person has read these. */
export const markRead = (notices: Notice[]) =>
  change('POST', '/api/notices/read', { notices: notices.map(({ id }) => id) }).finally(() => {
    counted = undefined
  })

const PAUSE = 300_000 // milliseconds for which a count stands
let counted: { unread: number; at: number } | undefined

/**
 * How many notices the person has not read, by the server, or by its last answer without network; it is asked every five
 * minutes at most. Rejects with Refusal, and with Unreached where it never answered.
 */
export async function countUnread(): Promise<number> {
  if (!counted || Date.now() - counted.at > PAUSE) {
    const { body } = await read('/api/notices?limit=1')
    badge(body.needs)
    counted = { unread: body.unread, at: Date.now() }
  }
  return counted.unread
}

/** Lets the app's icon say how many things want something to be done, where it can. */
export const badge = (needs: number): void => void navigator.setAppBadge?.(needs).catch(() => {})

/**
 * Whether notices ring here: `on`, `off`; `blocked`: the browser was told not to let them; `never`: it cannot (on an
 * iPhone the app must be on the home screen).
 */
export type Ringing = 'on' | 'off' | 'blocked' | 'never'

export async function ringing(): Promise<Ringing> {
  if (!('PushManager' in window) || !navigator.serviceWorker) return 'never'
  if (Notification.permission === 'denied') return 'blocked'
  const { key, on } = (await read('/api/push')).body
  if (!key) return 'never'
  return on && Notification.permission === 'granted' ? 'on' : 'off'
}

/** Lets them ring; asks the person's leave first. `desk`: a tap opens the desk. Rejects with Refusal or Unreached. */
export async function ring(desk: boolean): Promise<Ringing> {
  if ((await Notification.requestPermission()) !== 'granted') return 'blocked'
  const { key } = (await read('/api/push')).body
  const { pushManager } = await navigator.serviceWorker.ready
  const wanted = { userVisibleOnly: true, applicationServerKey: key }
  const made = await pushManager.subscribe(wanted).catch(async () => {
    // By a key that the server has no more.
    await (await pushManager.getSubscription())?.unsubscribe()
    return pushManager.subscribe(wanted)
  })
  const { endpoint, keys } = made.toJSON()
  await change('PUT', '/api/push', { endpoint, p256dh: keys?.p256dh, auth: keys?.auth, language: language(), desk })
  return 'on'
}

/** Ends it for this person; others who share the browser go on hearing theirs. */
export async function hush(): Promise<Ringing> {
  await change('DELETE', '/api/push')
  return 'off'
}
