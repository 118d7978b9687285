/**
 * Whether the screen of an account that has a PIN is shown in this tab. A PIN is a curtain for a phone that several
 * people share: it hides the screen, and encrypts nothing.
 */

import type { Account } from '../core/types/account'
import { current } from '../store/accounts'

/** The key in sessionStorage: whose screen was shown in this tab, and when that was last so. */
const SHOWN = 'lantoa.shown'
/** Milliseconds after which a page that was out of sight asks for the PIN again. */
const AWAY = 300_000

/** Whether the PIN of `account` is to be typed before its screens are shown. */
export function isHidden(account: Account): boolean {
  const [id, at] = (sessionStorage.getItem(SHOWN) ?? '').split(' ')
  return !!account.pin && (id !== account.id || Date.now() - Number(at) > AWAY)
}

/** Notes that the screens of an account (its id) are shown now. */
export const show = (id: string) => sessionStorage.setItem(SHOWN, `${id} ${Date.now()}`)

/** Has `hide` called when the page of an account (its id) with a PIN comes back into sight after too long. */
export function hideAfterAway(id: string, hide: () => void): void {
  addEventListener('visibilitychange', async () => {
    if (document.visibilityState === 'hidden') return show(id)
    const account = await current()
    if (account && isHidden(account)) hide()
  })
}
