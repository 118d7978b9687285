/**
 * One photo in the value of a field of type `photos`: `sha256` names it by the bytes that the phone sends, `preview` by
 * the same token a second, small one; `w` and `h` in pixels.
 */
export interface Photo {
  sha256: string
  bytes: number
  type: string
  w: number
  h: number
  preview?: string
}

/** Whether a photo of a record may be published, or with false is not to be seen any more: who said so, and when. */
export interface Consent {
  given: boolean
  by: string
  at: string
}
