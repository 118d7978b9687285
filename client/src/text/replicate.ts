/** The texts of the screen on which another school's record is taken up; they are loaded with it. */

import { textsApart } from './apart'
import vi from './replicate/vi.json'

export type ReplicateKey = keyof typeof vi

/** `r(key, args)` gives one of these texts in the language in use; the hook whether they have loaded. */
export const { text: r, useTexts: useReplicateTexts } = textsApart(vi, () => import('./replicate/en.json'))
