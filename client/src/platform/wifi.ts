/** Whether photos wait for Wi-Fi: a choice of this phone, where the browser says by what it is connected. */

const KEPT = 'lantoa.wifi'
/** Connections that cost nothing by the megabyte. */
const FREE = ['wifi', 'ethernet']

type Connection = EventTarget & { type?: string }
const connection = () => (navigator as Navigator & { connection?: Connection }).connection

/** Whether the browser says by what the phone is connected; without it nothing could wait for Wi-Fi. */
export const tellsWifi = (): boolean => connection()?.type !== undefined

/** Whether somebody chose on this phone to send photos by Wi-Fi alone. */
export function wifiAlone(): boolean {
  try {
    return localStorage.getItem(KEPT) === '1'
  } catch {
    return false
  }
}

/** Chooses whether photos are sent by Wi-Fi alone. */
export function setWifiAlone(alone: boolean): void {
  localStorage.setItem(KEPT, alone ? '1' : '')
}

/** Whether photos have to wait now, as that was chosen and the phone is connected by something else. */
export const waitsForWifi = (): boolean => wifiAlone() && tellsWifi() && !FREE.includes(connection()?.type ?? '')

/** Calls `callback` whenever the phone is connected by something else. Returns a function that ends this. */
export function watchConnection(callback: () => void): () => void {
  const found = connection()
  found?.addEventListener('change', callback)
  return () => found?.removeEventListener('change', callback)
}
