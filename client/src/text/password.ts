/** The texts of the page on which a password is chosen; they are loaded with that page. */

import { textsApart } from './apart'
import vi from './password/vi.json'

export type PasswordKey = keyof typeof vi

/**
 * `w(key, args)` gives a text of that page in the language in use; the hook `usePasswordTexts()` whether they have loaded.
 */
export const { text: w, useTexts: usePasswordTexts } = textsApart(vi, () => import('./password/en.json'))
