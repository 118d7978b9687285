export type Role = { unit: string; role: string }

export interface Account {
  id: string
  name: string
  username: string
  roles: Role[]
  units: Unit[]
  /** Counts up at each sign-in and switch: the account with the greatest turn is in use. */
  turn: number
  /** It signed out: its rows stay on the phone, and nothing is sent until it signs in again. */
  out?: boolean
  /** Its session is still to be ended at the server. */
  ending?: boolean
  /** It signed in with a one-time code, and must choose a password. */
  must?: boolean
  /** Who printed the code, and when. */
  reset?: { by: string; at: string } | undefined
}

export interface Unit {
  id: string
  parent: string | null
  kind: 'province' | 'commune' | 'school' | 'site'
  name: string
  aliases?: string[]
  code?: string
  level?: string | null
  /** When it was merged or split: its records can be read, new ones cannot be made. */
  ended?: string
}
