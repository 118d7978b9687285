import type { Account } from '../core/types/account'

let account: Account | null = null

/** Sets the account for which the screens are drawn. Another account does not replace it: the app is loaded again. */
export function setWho(found: Account): void {
  account = found
}

/** The account for which the screens are drawn. Throws an Error before anybody has signed in. */
export function who(): Account {
  if (!account) throw new Error('nobody is signed in')
  return account
}

/** The role by which somebody is written to: the account's first; a teacher's before anybody has signed in. */
export const roleFor = () => account?.roles[0]?.role ?? 'teacher'

/** Ids of the units in which the account that uses the screens has this role. */
export const unitsAs = (role: string): string[] =>
  who()
    .roles.filter((one) => one.role === role)
    .map(({ unit }) => unit)

/** Whether the account that uses the screens leads a school. */
export const leads = () => unitsAs('leader').length > 0

/**
 * Whether the first screen of the account that uses the screens is the phone's: of teachers and leaders, who write
 * records, and of whoever has no role at present and finds there what they wrote before. That of officers is the desk.
 */
export const beginsOnPhone = () => !who().roles.length || leads() || unitsAs('teacher').length > 0
