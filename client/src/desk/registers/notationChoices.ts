/** What each choice may be, in the order in which they are asked. */
export const CHOICES = {
  marks: ['comma', 'point', 'space'],
  decimals: [2, 1, 0],
  zero: ['number', 'dash', 'blank'],
  missing: ['blank', 'dash', 'dots'],
  schools: ['full', 'short'],
  places: ['full', 'bare'],
  days: ['short', 'long'],
  signer: ['written', 'capitals'],
} as const
type Name = keyof typeof CHOICES
export type Chosen = Record<Name, string | number>
export const NAMES = Object.keys(CHOICES) as Name[]
