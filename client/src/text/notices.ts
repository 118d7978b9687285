/** The texts of the screen of notices; they are loaded with that screen. */

import { textsApart } from './apart'
import vi from './notices/vi.json'

export type NoticesKey = keyof typeof vi

/** `n(key, args)` gives one of these texts in the language in use; the hook `useNoticesTexts()` whether they have loaded. */
export const { text: n, useTexts: useNoticesTexts } = textsApart(vi, () => import('./notices/en.json'))
