import type { Account } from '../core/types/account'

let account: Account | null = null

/** Sets the account that uses the screens. It is set once: another account loads the app again. */
export function setWho(found: Account): void {
  account = found
}

/** The account that uses the screens. Throws before anybody has signed in. */
export function who(): Account {
  if (!account) throw new Error('nobody is signed in')
  return account
}

/** The units where the account has this role. */
export const unitsAs = (role: string): string[] =>
  who()
    .roles.filter((one) => one.role === role)
    .map(({ unit }) => unit)

export const leads = () => unitsAs('leader').length > 0

/** Whether the account writes records, so that its first screen is the phone's; an officer's is the desk. */
export const writes = () => leads() || unitsAs('teacher').length > 0
