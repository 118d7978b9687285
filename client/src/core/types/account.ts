export type Role = { unit: string; role: string }

export interface Account {
  id: string
  name: string
  username: string
  roles: Role[]
  units: Unit[]
  /** The greatest is the account in use. */
  turn: number
  /** Signed out: its rows stay, nothing is sent until it signs in again. */
  out?: boolean
  /** Its session is still to be ended at the server. */
  ending?: boolean
  /** It came in with a one-time code, and has no password of its own yet. */
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
  /** Since when it is merged or split: read, and not begun in. */
  ended?: string
}
