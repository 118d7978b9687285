/** A role that an account has in a unit; `unit` is the unit's id, `role` a name such as "teacher" or "leader". */
export type Role = { unit: string; role: string }

/**
 * The PIN that hides an account's screens on a shared phone: the hash of its digits, how many wrong ones were typed in a
 * row, and until when (milliseconds since 1970) no further one is taken.
 */
export interface Pin {
  salt: string
  hash: string
  wrong: number
  until: number
}

/** What the server gave a session to seal its unsent work by: docs/implementing-a-client.md; all but `key` base64url. */
export interface BundleOffer {
  key: string
  public: string
  handle: string
  secret: string
}

/** An account that has signed in on this phone, as the phone stores it. */
export interface Account {
  id: string
  name: string
  username: string
  roles: Role[]
  units: Unit[]
  /** Grows at each sign-in and switch of accounts: the signed-in account with the greatest number is in use. */
  turn: number
  /** Whether it has signed out: its data stay on the phone, and none are sent until it signs in again. */
  out?: boolean
  /** Whether it signed out without network, so that the server has still to be asked to end its session. */
  ending?: boolean
  /** Whether it signed in with a one-time code and must now choose a password. */
  must?: boolean
  /** Whether it must set up a second factor before all else. */
  enrol?: boolean
  pin?: Pin | undefined
  bundle?: BundleOffer
  /** Whether all people and figures of the server are invented. */
  demo?: boolean
  /** The person who issued that one-time code (their name), and when. */
  reset?: { by: string; at: string } | undefined
}

/** A unit of the school system: the province, a commune, a school, or a site (a separate campus of a school). */
export interface Unit {
  id: string
  parent: string | null
  kind: 'province' | 'commune' | 'school' | 'site'
  name: string
  aliases?: string[]
  code?: string
  level?: string | null
  /** The moment when the unit was merged or split: its records can still be read, and no new ones be made. */
  ended?: string
  /** The units that an ended one goes on in. */
  successors?: string[]
  /** The day on which this account left the unit; what it wrote there is still on its phone, and can be finished. */
  left?: string
}
