/** The texts of the page on which a leader sees whose phones hold unsent work; they are loaded with that page. */

import { textsApart } from './apart'
import vi from './unsent/vi.json'

/**
 * `u(key, args)` gives a text of that page in the language in use; the hook `useUnsentTexts()` whether they have loaded.
 */
export const { text: u, useTexts: useUnsentTexts } = textsApart(vi)
