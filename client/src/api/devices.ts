/**
 * What the devices of a person last reported: how many mutations and photos are unsent, since when (`oldest`), and how
 * many megabytes are free. `told_at`: when they reported it. Null: nothing was reported.
 */
export interface PersonsDevices {
  account: string
  name: string
  last_sync: string | null
  mutations: number
  photos: number
  oldest: string | null
  free_mb: number | null
  told_at: string | null
}
