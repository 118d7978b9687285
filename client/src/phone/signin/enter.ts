import { rememberDesk, rememberSignedIn, reopen } from '../../account/remembered'
import { NotSignedIn, signIn } from '../../account/session'
import { beginsOnPhone, setWho } from '../../account/who'
import type { Account } from '../../core/types/account'
import { keepAtSignIn } from '../../platform/storage'
import { GOES_ON } from '../../routes/addresses'
import { type Key, t } from '../../text/text'
import type { Barred } from './Credentials'

const FAULTS: Record<string, Key> = {
  network: 'door.network',
  timeout: 'door.network',
  slow_down: 'sync.slow_down',
  read_only: 'sync.read_only',
  broken: 'sync.broken',
}

/**
 * Signs an account in and loads the page again with it. Gives undefined, or why that failed. `signed` is called before
 * the page is loaded again.
 */
export async function enter(
  username: string,
  password: string,
  code?: string,
  signed?: (account: Account) => Promise<void>,
): Promise<Barred | undefined> {
  let account: Account
  void keepAtSignIn()
  try {
    account = await signIn(username, password, code)
    await signed?.(account)
  } catch (error) {
    if (!(error instanceof NotSignedIn)) return { text: t('trouble.unread') }
    // The server knows whether it was the name, the password, or that the account is disabled.
    const known = FAULTS[error.code]
    const text = known ? t(known) : error.detail || t('door.network')
    return error.code === 'second_factor' ? { text, field: t('door.factor') } : { text }
  }
  setWho(account)
  rememberDesk(!beginsOnPhone())
  rememberSignedIn(true)
  const wanted = GOES_ON.test(location.pathname) ? location.pathname + location.search : '/'
  if (account.must) reopen(`/mat-khau?${wanted}`)
  else reopen(account.enrol ? '/so/xac-thuc' : wanted)
  return undefined
}
