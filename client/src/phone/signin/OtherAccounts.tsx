import { reopen } from '../../account/remembered'
import { accounts, switchTo } from '../../account/session'
import type { Account } from '../../core/types/account'
import { useWatched } from '../../parts/live'
import { trouble } from '../../parts/Trouble'
import { t } from '../../text/text'

/**
 * Entries of a list: a button for each account on this phone but `than`. It goes on with that account at once, or at the
 * sign-in form where that has signed out.
 */
export function OtherAccounts({ than }: { than: string }) {
  const known = useWatched(accounts, []) ?? []
  const enter = (account: Account) =>
    account.out
      ? reopen(`/vao?ten=${encodeURIComponent(account.username)}`)
      : switchTo(account.id).then(() => reopen(), trouble)
  return known
    .filter(({ id }) => id !== than)
    .map((account) => (
      <li key={account.id}>
        <button type="button" class="secondary" onClick={() => enter(account)}>
          {account.out ? `${t('sync.enter')}: ${account.name}` : t('settings.switch', { name: account.name })}
        </button>
      </li>
    ))
}
