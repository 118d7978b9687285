/** The texts of a leader's screens; they are loaded with these. */

import { textsApart } from './apart'
import vi from './school/vi.json'

export type SchoolKey = keyof typeof vi

/** `u(key, args)` gives one of these texts in the language in use; the hook `useSchoolTexts()` whether they have loaded. */
export const { text: u, useTexts: useSchoolTexts } = textsApart(vi)
